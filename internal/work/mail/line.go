package mail

import (
	"context"
	"errors"
	"net"
	"os"
	"sync"
	"time"
)

// errTooLong is the error of a server that sends more than any answer has.
var errTooLong = errors.New("the answer is too long")

// line is a connection on which every answer and every write has a time limit, and every answer one of size: a server
// that sends an answer byte by byte gets no more time. It can be cut from another goroutine.
type line struct {
	net.Conn
	mu      sync.Mutex
	timeout time.Duration
	final   bool      // the answer to a message is awaited
	glance  bool      // what has come is looked at, and nothing awaited
	until   time.Time // not zero: it is cut, and nothing lasts longer
	since   int       // bytes that came since the last write
	asked   time.Time // when that was; zero: there was none yet
	late    error     // an answer did not come in time: what comes after it would answer something else
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

// deadline sets the deadline of a write that begins now, or of an answer to what was written at a time.
func (l *line) deadline(from time.Time) error {
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
		from, limit = time.Now(), blink
	case l.final:
		limit *= finalFactor
	}
	return l.SetDeadline(from.Add(limit))
}

func (l *line) Read(p []byte) (int, error) {
	if l.since > maxAnswer {
		return 0, errTooLong
	}
	if l.late != nil {
		return 0, l.late
	}
	if l.asked.IsZero() {
		l.asked = time.Now()
	}
	if err := l.deadline(l.asked); err != nil {
		return 0, err
	}
	n, err := l.Conn.Read(p)
	l.since += n
	if !l.glance && errors.Is(err, os.ErrDeadlineExceeded) {
		l.late = err
	}
	return n, err
}

func (l *line) Write(p []byte) (int, error) {
	if l.late != nil {
		return 0, l.late
	}
	if err := l.deadline(time.Now()); err != nil {
		return 0, err
	}
	l.since = 0
	n, err := l.Conn.Write(p)
	l.asked = time.Now()
	return n, err
}
