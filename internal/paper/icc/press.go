package icc

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
)

// MaxPress is the most bytes of the profile of a press: those of FOGRA and Idealliance have up to 3 MB.
const MaxPress = 8 << 20

const (
	headerBytes = 128
	rowBytes    = 12
	maxTags     = 200  // tags of a profile; those of presses have 15
	maxName     = 1024 // bytes of its description
)

// CheckPress returns the name of a profile that an output intent for CMYK may have, as it calls itself; "" if
// it has none. An archived file embeds only profiles of printers in CMYK (ISO 19005-2, 6.2.3) up to version 4
// (ISO 15076-1, 7.2), with a table from CMYK to colours. The error is a sentence about "it".
func CheckPress(data []byte) (name string, err error) {
	switch {
	case len(data) < headerBytes+4 || string(data[36:40]) != "acsp":
		return "", errors.New("it is not an ICC profile")
	case len(data) > MaxPress:
		return "", fmt.Errorf("it has more than %d MB", MaxPress>>20)
	case binary.BigEndian.Uint32(data) != uint32(len(data)):
		return "", fmt.Errorf("it is damaged: it has %d bytes and says %d", len(data), binary.BigEndian.Uint32(data))
	case data[8] < 2 || data[8] > 4:
		return "", fmt.Errorf("it is of ICC version %d, and PDF/A knows versions 2 to 4", data[8])
	case string(data[12:16]) != "prtr":
		return "", fmt.Errorf("it is not the profile of a printer but of the class %q", data[12:16])
	case string(data[16:20]) != "CMYK":
		return "", fmt.Errorf("it is not for CMYK but for %q", strings.TrimSpace(string(data[16:20])))
	case string(data[20:24]) != "Lab " && string(data[20:24]) != "XYZ ":
		return "", fmt.Errorf("it is damaged: its connection space is %q", data[20:24])
	}
	tags, err := tagsOf(data)
	if err != nil {
		return "", err
	}
	if tags["A2B0"] == nil {
		return "", errors.New("it has no table from CMYK to colours (A2B0)")
	}
	return description(tags["desc"]), nil
}

// tagsOf returns the data of each tag (ISO 15076-1, 7.3).
func tagsOf(data []byte) (map[string][]byte, error) {
	n := int(binary.BigEndian.Uint32(data[headerBytes:]))
	if n > maxTags || len(data) < headerBytes+4+n*rowBytes {
		return nil, fmt.Errorf("it is damaged: it says that it has %d tags", n)
	}
	tags := map[string][]byte{}
	for i := range n {
		row := data[headerBytes+4+i*rowBytes:]
		from, size := uint64(binary.BigEndian.Uint32(row[4:])), uint64(binary.BigEndian.Uint32(row[8:]))
		if from+size > uint64(len(data)) {
			return nil, fmt.Errorf("it is damaged: its tag %q is not in it", row[:4])
		}
		tags[string(row[:4])] = data[from : from+size]
	}
	return tags, nil
}

// description returns the text of a tag in ASCII (version 2) or the first of its languages (version 4).
func description(tag []byte) string {
	if len(tag) < 12 {
		return ""
	}
	switch n := uint64(binary.BigEndian.Uint32(tag[8:])); string(tag[:4]) {
	case "desc":
		return strings.TrimRight(string(tag[12:min(12+min(n, maxName), uint64(len(tag)))]), "\x00")
	case "mluc":
		if n == 0 || len(tag) < 28 {
			return ""
		}
		size, from := uint64(binary.BigEndian.Uint32(tag[20:])), uint64(binary.BigEndian.Uint32(tag[24:]))
		if size > maxName || from+size > uint64(len(tag)) {
			return ""
		}
		var units []uint16
		for b := tag[from : from+size]; len(b) > 1; b = b[2:] {
			units = append(units, binary.BigEndian.Uint16(b))
		}
		return strings.TrimRight(string(utf16.Decode(units)), "\x00")
	}
	return ""
}
