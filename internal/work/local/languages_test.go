package local

import (
	"os/exec"
	"strings"
	"testing"

	"lanyard/internal/base/judge"
)

// speaking chooses a language for a browser that prefers the languages in LANGS, and prints it, its direction and texts.
const speaking = `
globalThis.document = { documentElement: {} };
globalThis.localStorage = { getItem: () => null };
const languages = process.env.LANGS.split(",");
Object.defineProperty(globalThis, "navigator", { value: { languages }, configurable: true });
const m = await import(process.env.MODULE);
const en = { files: "{0} file|{0} files", gone: "{0} is gone", only: "English" };
const ru = { files: "{0} файл|{0} файла|{0} файлов|{0} файла" }, fa = { files: "{0} پرونده", gone: "{0} نیست" };
m.choose({ en, ru, fa, he: {} });
const root = document.documentElement;
const files = [1, 3, 1005].map((n) => m.say("files", n));
console.log([root.lang, root.dir, ...files, m.say("gone", "a-1.pdf"), m.say("only")].join(";"));
`

// TestLanguages asks the module which language it chooses, how it counts, and whether values keep their own direction.
func TestLanguages(t *testing.T) {
	node := judge.Program(t, "node")
	for langs, want := range map[string]string{
		"en-GB": "en;ltr;1 file;3 files;1,005 files;a-1.pdf is gone;English",
		"xx,ru": "ru;ltr;1 файл;3 файла;1 005 файлов;a-1.pdf is gone;English",
		"fa-IR": "fa;rtl;۱ پرونده;۳ پرونده;۱٬۰۰۵ پرونده;\u2068a-1.pdf\u2069 نیست;English",
		"iw,en": "he;rtl;1 file;3 files;1,005 files;\u2068a-1.pdf\u2069 is gone;English",
		"gsw":   "en;ltr;1 file;3 files;1,005 files;a-1.pdf is gone;English",
	} {
		c := exec.CommandContext(t.Context(), node, "--input-type=module", "-e", speaking)
		c.Env = append(c.Environ(), "LANGS="+langs, "MODULE=./page/languages.js")
		out, err := c.CombinedOutput()
		got := strings.ReplaceAll(strings.TrimSpace(string(out)), "\u00a0", " ")
		if err != nil || got != want {
			t.Errorf("%s: %v\n%q, want\n%q", langs, err, got, want)
		}
	}
}
