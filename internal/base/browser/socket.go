package browser

import (
	"bufio"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
)

// maxMessage is the most bytes of a message: a screenshot has a few megabytes.
const maxMessage = 64 << 20

// socket is the client's end of a WebSocket connection (RFC 6455) to a program on this machine: text messages, and
// no extensions. Go's standard library has none.
type socket struct {
	conn net.Conn
	r    *bufio.Reader
	mu   sync.Mutex // held while a frame is written
}

// Opcodes of frames (RFC 6455, 5.2).
const (
	opMore, opText, opClose, opPing, opPong = 0, 1, 8, 9, 10
)

// dialSocket opens a connection to a ws: address.
func dialSocket(address string) (*socket, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		return nil, err
	}
	// The key guards against caches, of which there are none here.
	_, err = fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Key: bGFueWFyZCBpcyBoZXJlIQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", u.RequestURI(), u.Host)
	s := &socket{conn: conn, r: bufio.NewReader(conn)}
	if err == nil {
		var answer *http.Response
		if answer, err = http.ReadResponse(s.r, nil); err == nil && answer.StatusCode != http.StatusSwitchingProtocols {
			err = fmt.Errorf("%s answers %s", address, answer.Status)
		}
	}
	if err != nil {
		conn.Close()
		return nil, err
	}
	return s, nil
}

// send writes a whole message as one frame, masked as clients must.
func (s *socket) send(op byte, message []byte) error {
	frame := []byte{0x80 | op}
	switch n := len(message); {
	case n < 126:
		frame = append(frame, 0x80|byte(n))
	case n <= 0xffff:
		frame = binary.BigEndian.AppendUint16(append(frame, 0x80|126), uint16(n))
	default:
		frame = binary.BigEndian.AppendUint64(append(frame, 0x80|127), uint64(n))
	}
	var mask [4]byte
	rand.Read(mask[:])
	frame = append(frame, mask[:]...)
	for n, b := range message {
		frame = append(frame, b^mask[n%4])
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.conn.Write(frame)
	return err
}

// receive returns the next message, and answers pings before it.
func (s *socket) receive() (message []byte, err error) {
	for {
		var head [2]byte
		if _, err := io.ReadFull(s.r, head[:]); err != nil {
			return nil, err
		}
		size := uint64(head[1] & 0x7f)
		if wide := map[uint64]int{126: 2, 127: 8}[size]; wide > 0 {
			var long [8]byte
			if _, err := io.ReadFull(s.r, long[8-wide:]); err != nil {
				return nil, err
			}
			size = binary.BigEndian.Uint64(long[:])
		}
		if size > maxMessage || uint64(len(message))+size > maxMessage || head[1]&0x80 != 0 {
			return nil, fmt.Errorf("a frame of %d bytes, or a masked one", size)
		}
		data := make([]byte, size)
		if _, err := io.ReadFull(s.r, data); err != nil {
			return nil, err
		}
		switch head[0] & 0x0f {
		case opText, opMore:
			message = append(message, data...)
			if head[0]&0x80 != 0 {
				return message, nil
			}
		case opPing:
			if err := s.send(opPong, data); err != nil {
				return nil, err
			}
		case opPong:
		case opClose:
			return nil, io.EOF
		default:
			return nil, fmt.Errorf("a frame with the opcode %d", head[0]&0x0f)
		}
	}
}
