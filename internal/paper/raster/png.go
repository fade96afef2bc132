package raster

import (
	"bufio"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"io"
)

// WritePNG writes an opaque picture as PNG, for a screen that waits for it: in half of the time that image/png takes at
// its best speed, since every row is filtered by the one above, which on a page is most often the same. Alpha is
// dropped.
func WritePNG(w io.Writer, img *image.RGBA) error {
	size := img.Rect.Size()
	var head [13]byte
	binary.BigEndian.PutUint32(head[0:], uint32(size.X))
	binary.BigEndian.PutUint32(head[4:], uint32(size.Y))
	head[8], head[9] = 8, 2 // bits a channel; RGB
	if _, err := io.WriteString(w, "\x89PNG\r\n\x1a\n"); err != nil {
		return err
	}
	if err := writeChunk(w, "IHDR", head[:]); err != nil {
		return err
	}
	chunks := bufio.NewWriterSize(chunkWriter{w}, 1<<16)
	z, err := zlib.NewWriterLevel(chunks, zlib.BestSpeed)
	if err != nil {
		return err
	}
	const up = 2 // the filter type
	line := make([]byte, 1+3*size.X)
	line[0] = up
	above := make([]byte, 4*size.X)
	for y := range size.Y {
		row := img.Pix[y*img.Stride:][:4*size.X]
		to := line[1:]
		for x := 0; x < len(row); x += 4 {
			to[0], to[1], to[2] = row[x]-above[x], row[x+1]-above[x+1], row[x+2]-above[x+2]
			to = to[3:]
		}
		if _, err := z.Write(line); err != nil {
			return err
		}
		above = row
	}
	if err := z.Close(); err != nil {
		return err
	}
	if err := chunks.Flush(); err != nil {
		return err
	}
	return writeChunk(w, "IEND", nil)
}

// chunkWriter writes each piece of data as a chunk of its own.
type chunkWriter struct{ io.Writer }

func (c chunkWriter) Write(data []byte) (int, error) {
	return len(data), writeChunk(c.Writer, "IDAT", data)
}

// writeChunk writes a chunk: length, name, data, checksum (ISO/IEC 15948, 5.3).
func writeChunk(w io.Writer, name string, data []byte) error {
	out := make([]byte, 8, 12+len(data))
	binary.BigEndian.PutUint32(out, uint32(len(data)))
	copy(out[4:], name)
	out = append(out, data...)
	_, err := w.Write(binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:])))
	return err
}
