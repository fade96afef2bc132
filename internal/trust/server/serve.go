package server

import (
	"container/list"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// Limits of a server that anyone can reach.
const (
	headerTimeout  = 5 * time.Second  // a phone on a bad line sends a header in one packet
	readTimeout    = 10 * time.Second // the whole request; there are no bodies
	writeTimeout   = 60 * time.Second // 1 MiB of status list in 60 s is 140 kbit/s
	idleTimeout    = 60 * time.Second // browsers open the next request within seconds
	stopTimeout    = 10 * time.Second // for responses under way when the server stops
	maxHeader      = 8 << 10          // bytes; net/http allows 4 KiB on top
	maxConnections = 1_024            // each costs some 20 KiB and a file descriptor
	maxStreams     = 100              // of a connection of HTTP/2 at a time; RFC 9113, 6.5.2 recommends no fewer
	maxCalls       = 4_096            // requests being answered at a time
)

// Serve serves on a listener until ctx is done, and then lets responses under
// way finish. With a TLS configuration it speaks HTTPS. Slow and idle clients
// are disconnected. When there are too many connections, those that have been
// idle longest are closed, so that a flood of connections displaces only
// itself; when there are too many requests, the connection whose last request
// is the oldest. With TLS it also speaks HTTP/2, where one connection has many
// requests whose answers the client may leave untaken.
func Serve(ctx context.Context, l net.Listener, h http.Handler, config *tls.Config) error {
	c := newCrowd(maxConnections, maxCalls)
	server := &http.Server{
		Handler:           c.attend(h),
		TLSConfig:         config,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		HTTP2:             &http.HTTP2Config{MaxConcurrentStreams: maxStreams},
		// net/http would answer OPTIONS * by itself.
		DisableGeneralOptionsHandler: true,
		ConnContext:                  c.enter,
		ConnState:                    c.leave,
		ErrorLog:                     log.New(io.Discard, "", 0), // its lines contain clients' addresses
	}
	done := make(chan error, 1)
	go func() {
		if config != nil {
			done <- server.ServeTLS(l, "", "")
		} else {
			done <- server.Serve(l)
		}
	}()
	select {
	case err := <-done:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	err := server.Shutdown(stopping)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	if err != nil {
		return fmt.Errorf("stopping server: %w", err)
	}
	return nil
}

// crowd holds the open connections: those being answered, and the idle ones in
// the order in which they became idle.
type crowd struct {
	most, mostCalls int

	mu      sync.Mutex
	calls   int // of all guests that are still there
	guests  map[net.Conn]*guest
	waiting *list.List // of *guest
	served  *list.List // of *guest
}

type guest struct {
	conn  net.Conn
	calls int // requests being answered
	place *list.Element
}

type guestKey struct{}

func newCrowd(most, mostCalls int) *crowd {
	return &crowd{most: most, mostCalls: mostCalls, guests: make(map[net.Conn]*guest), waiting: list.New(), served: list.New()}
}

// enter adds a connection, and closes another if there are too many.
func (c *crowd) enter(ctx context.Context, conn net.Conn) context.Context {
	c.mu.Lock()
	defer c.mu.Unlock()
	g := &guest{conn: conn}
	g.place = c.waiting.PushBack(g)
	c.guests[conn] = g
	if len(c.guests) > c.most {
		oldest := c.waiting.Front()
		if oldest.Value == g && c.served.Len() > 0 {
			oldest = c.served.Front()
		}
		c.expel(oldest.Value.(*guest))
	}
	return context.WithValue(ctx, guestKey{}, g)
}

// leave is called for every change of a connection's state.
func (c *crowd) leave(conn net.Conn, state http.ConnState) {
	if state != http.StateClosed && state != http.StateHijacked {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if g := c.guests[conn]; g != nil {
		c.remove(g)
	}
}

// expel removes a guest and closes the connection.
func (c *crowd) expel(g *guest) {
	c.remove(g)
	go g.conn.Close() // which may wait for a TLS alert to be written
}

func (c *crowd) remove(g *guest) {
	c.calls -= g.calls
	c.waiting.Remove(g.place)
	c.served.Remove(g.place)
	delete(c.guests, g.conn)
}

// attend records which connections are being answered.
func (c *crowd) attend(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g := r.Context().Value(guestKey{}).(*guest)
		c.move(g, 1)
		defer c.move(g, -1)
		h.ServeHTTP(w, r)
	})
}

func (c *crowd) move(g *guest, calls int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	g.calls += calls
	if c.guests[g.conn] != g {
		return
	}
	c.calls += calls
	c.waiting.Remove(g.place)
	c.served.Remove(g.place)
	if g.calls > 0 {
		g.place = c.served.PushBack(g)
		if c.calls > c.mostCalls {
			c.expel(c.served.Front().Value.(*guest))
		}
	} else {
		g.place = c.waiting.PushBack(g)
	}
}
