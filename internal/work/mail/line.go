package mail

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"
)

// errTooLong is the error of a server that sends more than any answer has.
var errTooLong = errors.New("the answer is too long")

// line is a connection on which every read and write has a time limit, and every answer one of size. It can be cut
// from another goroutine.
type line struct {
	net.Conn
	mu      sync.Mutex
	timeout time.Duration
	final   bool      // the answer to a message is awaited
	glance  bool      // what has come is looked at, and nothing awaited
	until   time.Time // not zero: it is cut, and nothing lasts longer
	since   int       // bytes that came since the last write
}

// patience sets the time limit of what follows.
func (l *line) patience(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.timeout = d
}

// await says whether the answer to a message is awaited, which may take long, and gets a grace when the line is cut.
func (l *line) await(final bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.final = final
}

// glancing says whether reads look at what has come, without waiting for more.
func (l *line) glancing(on bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.glance = on
}

// cut ends the connection: at once, or after a moment when only the answer to a message is missing.
func (l *line) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.until = time.Now()
	if l.final {
		l.until = l.until.Add(grace)
	}
	l.SetDeadline(l.until)
}

// deadline sets the deadline of one read or write.
func (l *line) deadline() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.until.IsZero() {
		if !time.Now().Before(l.until) {
			return context.Canceled
		}
		return l.SetDeadline(l.until)
	}
	limit := l.timeout
	switch {
	case l.glance:
		limit = blink
	case l.final:
		limit *= finalFactor
	}
	return l.SetDeadline(time.Now().Add(limit))
}

func (l *line) Read(p []byte) (int, error) {
	if l.since > maxAnswer {
		return 0, errTooLong
	}
	if err := l.deadline(); err != nil {
		return 0, err
	}
	n, err := l.Conn.Read(p)
	l.since += n
	return n, err
}

func (l *line) Write(p []byte) (int, error) {
	if err := l.deadline(); err != nil {
		return 0, err
	}
	l.since = 0
	return l.Conn.Write(p)
}
