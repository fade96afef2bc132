package server

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"lanyard/internal/trust/delivery"
	"lanyard/internal/trust/web"
)

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }

// vectorSite returns the site of the issuer of credential's vectors, with a list on which everything is valid.
func vectorSite(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return maps.Clone(files)
}

var built = sync.OnceValues(func() (map[string][]byte, error) {
	type vector struct {
		Issuer     string
		Lists      []string
		AllowLists []string `json:"allow_lists"`
	}
	var valid, allowed vector
	for name, v := range map[string]*vector{"valid": &valid, "compromised-allowed": &allowed} {
		data, err := os.ReadFile(filepath.Join("../credential/testdata/vectors", name+".json"))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, v); err != nil {
			return nil, err
		}
	}
	var decoded [3][]byte
	for i, text := range []string{valid.Issuer, valid.Lists[0], allowed.AllowLists[0]} {
		var err error
		if decoded[i], err = hex.DecodeString(text); err != nil {
			return nil, err
		}
	}
	return web.Site(context.Background(), web.Published{Issuer: decoded[0], Lists: map[string][]byte{"1": decoded[1]}, AllowLists: [][]byte{decoded[2]}})
})

// part returns the path of a file of the page.
func part(t testing.TB, name string) string {
	t.Helper()
	for path := range vectorSite(t) {
		if strings.HasPrefix(path, delivery.PartsFolder) && strings.HasSuffix(path, "/"+name) {
			return "/" + path
		}
	}
	t.Fatalf("the page has no %s", name)
	return ""
}
