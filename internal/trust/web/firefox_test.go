package web

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// firefox is the one Firefox of all tests, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/).
type firefox struct {
	socket *socket
	stop   func()

	mu      sync.Mutex
	last    int
	waiting map[int]chan reply
	tabs    map[string]*tab // by browsing context
	ended   error           // why the connection ended
}

// reply is what Firefox answers to a command.
type reply struct {
	Result  json.RawMessage `json:"result"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
}

// firefoxPreferences make every request of Firefox go to firefoxFront, make the two hosts secure that Chromium is given as
// such, and keep it from calling home. The camera is the one that Firefox has for tests, which shows a colour.
func firefoxPreferences(port string) string {
	hosts := strings.ReplaceAll(origin+","+otherOrigin, "http://", "")
	var b strings.Builder
	for name, value := range map[string]any{
		"network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": json.Number(port),
		"network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": json.Number(port), "network.proxy.no_proxies_on": "",
		"dom.securecontext.allowlist": hosts, "dom.serviceWorkers.testing.enabled": true,
		"security.mixed_content.upgrade_display_content": false, "dom.security.https_first": false, "dom.security.https_first_schemeless": false,
		"media.navigator.permission.disabled": true, "media.navigator.streams.fake": true,
		"app.normandy.enabled": false, "app.update.disabledForTesting": true, "services.settings.server": "data:,#none",
		"datareporting.policy.dataSubmissionEnabled": false, "toolkit.telemetry.enabled": false,
		"network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false,
		"browser.safebrowsing.update.enabled": false, "extensions.getAddons.cache.enabled": false,
		"extensions.systemAddon.update.enabled": false, "browser.shell.checkDefaultBrowser": false,
		"browser.startup.page": 0, "browser.newtabpage.enabled": false, "browser.aboutwelcome.enabled": false,
	} {
		fmt.Fprintf(&b, "user_pref(%q, %s);\n", name, must(json.Marshal(value)))
	}
	return b.String()
}

var listening = regexp.MustCompile(`WebDriver BiDi listening on (ws://\S+)`)

// startFirefox starts the program and a session with it.
func startFirefox(program string) (*firefox, error) {
	profile, err := os.MkdirTemp("", "lanyard-firefox-")
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(strings.TrimPrefix(firefoxFront.server.URL, "http://"))
	if err == nil {
		err = os.WriteFile(filepath.Join(profile, "user.js"), []byte(firefoxPreferences(port)), 0o600)
	}
	if err != nil {
		return nil, err
	}
	command := exec.Command(program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0")
	command.Env = append(os.Environ(), "HOME="+profile, "MOZ_CRASHREPORTER_DISABLE=1")
	says, err := command.StderrPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		return nil, err
	}
	f := &firefox{waiting: make(map[int]chan reply), tabs: make(map[string]*tab)}
	f.stop = func() {
		command.Process.Kill()
		command.Wait()
		os.RemoveAll(profile)
	}
	address := make(chan string, 1)
	go func() {
		defer close(address)
		for lines := bufio.NewScanner(says); lines.Scan(); {
			if m := listening.FindStringSubmatch(lines.Text()); m != nil {
				address <- m[1]
			}
		}
	}()
	select {
	case at, ok := <-address:
		if !ok {
			err = errors.New("it ended at once")
		} else if f.socket, err = dialSocket(at + "/session"); err == nil {
			go f.listen()
			_, err = f.ask("session.new", map[string]any{"capabilities": map[string]any{}})
		}
	case <-time.After(5 * patience):
		err = errors.New("it does not begin to listen")
	}
	if err == nil {
		_, err = f.ask("session.subscribe", map[string]any{"events": []string{"log.entryAdded", "network.beforeRequestSent"}})
	}
	if err != nil {
		f.stop()
		return nil, fmt.Errorf("starting %s: %w", program, err)
	}
	return f, nil
}

// listen gives answers to those who wait for them, and events to their tabs.
func (f *firefox) listen() {
	for {
		message, err := f.socket.receive()
		var m struct {
			ID     int    `json:"id"`
			Method string `json:"method"`
			Params struct {
				Level   string                   `json:"level"`
				Text    string                   `json:"text"`
				Source  struct{ Context string } `json:"source"`
				Context string                   `json:"context"`
				Request struct{ URL string }     `json:"request"`
			} `json:"params"`
			reply
		}
		if err == nil {
			err = json.Unmarshal(message, &m)
		}
		f.mu.Lock()
		if err != nil {
			f.ended = err
			for _, waiting := range f.waiting {
				close(waiting)
			}
			f.mu.Unlock()
			return
		}
		waiting, b := f.waiting[m.ID], f.tabs[m.Params.Context]
		if b == nil {
			b = f.tabs[m.Params.Source.Context]
		}
		delete(f.waiting, m.ID)
		f.mu.Unlock()
		switch {
		case m.Method == "" && waiting != nil:
			waiting <- m.reply
		case m.Method == "network.beforeRequestSent" && b != nil:
			b.asks(m.Params.Request.URL)
		case strings.Contains(m.Params.Text, "A ServiceWorker intercepted the request and encountered an unexpected error"):
			// So Firefox reports what a page asked for that is being left.
		case m.Method == "log.entryAdded" && m.Params.Level == "error" && b != nil:
			b.fault(m.Params.Text)
		}
	}
}

// ask sends a command and waits for its result.
func (f *firefox) ask(method string, params any) (json.RawMessage, error) {
	f.mu.Lock()
	f.last++
	id, done := f.last, make(chan reply, 1)
	f.waiting[id] = done
	ended := f.ended
	f.mu.Unlock()
	if ended != nil {
		return nil, fmt.Errorf("Firefox has ended: %w", ended)
	}
	message, err := json.Marshal(map[string]any{"id": id, "method": method, "params": params})
	if err != nil {
		return nil, err
	}
	if err := f.socket.send(opText, message); err != nil {
		return nil, err
	}
	limit := patience
	if method == "session.new" { // a machine with much else to do starts Firefox slowly
		limit = 5 * patience
	}
	select {
	case a, ok := <-done:
		switch {
		case !ok:
			return nil, fmt.Errorf("%s: Firefox has ended", method)
		case a.Error != "":
			return nil, fmt.Errorf("%s: %s: %s", method, a.Error, a.Message)
		}
		return a.Result, nil
	case <-time.After(limit):
		return nil, fmt.Errorf("%s: no answer within %s", method, limit)
	}
}

// firefoxTab is a tab of Firefox in a container of its own, which has seen nothing yet.
type firefoxTab struct {
	f       *firefox
	context string
}

func (f *firefox) open(t *testing.T, b *tab) (firefoxTab, error) {
	var made struct{ UserContext, Context string }
	result, err := f.ask("browser.createUserContext", map[string]any{})
	if err == nil {
		err = json.Unmarshal(result, &made)
	}
	if err == nil {
		result, err = f.ask("browsingContext.create", map[string]any{"type": "tab", "userContext": made.UserContext})
	}
	if err == nil {
		err = json.Unmarshal(result, &made)
	}
	if err != nil {
		return firefoxTab{}, err
	}
	f.mu.Lock()
	f.tabs[made.Context] = b
	f.mu.Unlock()
	t.Cleanup(func() {
		f.mu.Lock()
		delete(f.tabs, made.Context)
		f.mu.Unlock()
		f.ask("browsingContext.close", map[string]any{"context": made.Context})
		f.ask("browser.removeUserContext", map[string]any{"userContext": made.UserContext})
	})
	return firefoxTab{f, made.Context}, nil
}

func (d firefoxTab) navigate(address string) error {
	_, err := d.f.ask("browsingContext.navigate", map[string]any{"context": d.context, "url": address, "wait": "complete"})
	return err
}

func (d firefoxTab) evaluate(script string) (string, error) {
	result, err := d.f.ask("script.evaluate", map[string]any{"expression": script, "awaitPromise": true,
		"target": map[string]any{"context": d.context}})
	if err != nil {
		return "", err
	}
	var value struct {
		Result struct {
			Type  string
			Value json.RawMessage
		}
		ExceptionDetails struct{ Text string }
	}
	if err := json.Unmarshal(result, &value); err != nil {
		return "", err
	}
	if value.ExceptionDetails.Text != "" {
		return "", errors.New(value.ExceptionDetails.Text)
	}
	var text string
	if value.Result.Type == "string" {
		err = json.Unmarshal(value.Result.Value, &text)
	}
	return text, err
}

func (d firefoxTab) early(script string) (string, error) {
	result, err := d.f.ask("script.addPreloadScript", map[string]any{"functionDeclaration": "() => {" + script + "\n}",
		"contexts": []string{d.context}})
	var made struct{ Script string }
	if err == nil {
		err = json.Unmarshal(result, &made)
	}
	return made.Script, err
}

func (d firefoxTab) late(id string) error {
	_, err := d.f.ask("script.removePreloadScript", map[string]any{"script": id})
	return err
}

func (d firefoxTab) resize(width int) error {
	_, err := d.f.ask("browsingContext.setViewport", map[string]any{"context": d.context,
		"viewport": map[string]any{"width": width, "height": 844}, "devicePixelRatio": 2})
	return err
}

func (d firefoxTab) screenshot() ([]byte, error) {
	result, err := d.f.ask("browsingContext.captureScreenshot", map[string]any{"context": d.context, "origin": "document"})
	var made struct{ Data string }
	if err == nil {
		err = json.Unmarshal(result, &made)
	}
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(made.Data)
}

// film puts a picture before the camera: Firefox takes no film from a file as Chromium does, so the page gets the
// stream of a canvas for that of its own test camera, once that one has opened.
func (d firefoxTab) film(picture []byte) (string, error) {
	return d.early(`if (globalThis.MediaDevices) {
		const real = MediaDevices.prototype.getUserMedia;
		MediaDevices.prototype.getUserMedia = async function (wanted) {
			const own = await real.call(this, wanted);
			own.getTracks().forEach((track) => track.stop());
			const bytes = Uint8Array.from(atob("` + base64.StdEncoding.EncodeToString(bytes.Clone(picture)) + `"), (c) => c.charCodeAt(0));
			const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
			const canvas = document.createElement("canvas");
			canvas.width = picture.width;
			canvas.height = picture.height;
			const draw = () => canvas.getContext("2d").drawImage(picture, 0, 0);
			draw();
			const timer = setInterval(draw, 100);
			const stream = canvas.captureStream(10);
			setTimeout(() => clearInterval(timer), 60000);
			return stream;
		};
	}`)
}
