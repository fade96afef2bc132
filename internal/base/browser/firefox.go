package browser

import (
	"bufio"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// firefox is a running Firefox.
type firefox struct {
	socket *socket
	stop   func()

	mu      sync.Mutex
	last    int
	waiting map[int]chan reply
	tabs    map[string]Listener // by browsing context
	ended   error               // why the connection ended
}

// reply is what Firefox answers to a command.
type reply struct {
	Result  json.RawMessage `json:"result"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
}

// firefoxPreferences keep Firefox from calling home, and make every request go to the server of the world if there is
// one, and the same hosts secure as in Chromium. The camera is the one that Firefox has for tests, which shows a
// colour.
func firefoxPreferences(w World) (string, error) {
	all := map[string]any{
		"media.navigator.permission.disabled": true, "media.navigator.streams.fake": true,
		"app.normandy.enabled": false, "app.update.disabledForTesting": true, "services.settings.server": "data:,#none",
		"datareporting.policy.dataSubmissionEnabled": false, "toolkit.telemetry.enabled": false,
		"network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false,
		"browser.safebrowsing.update.enabled": false, "extensions.getAddons.cache.enabled": false,
		"extensions.systemAddon.update.enabled": false, "browser.shell.checkDefaultBrowser": false,
		"browser.startup.page": 0, "browser.newtabpage.enabled": false, "browser.aboutwelcome.enabled": false,
		"security.mixed_content.upgrade_display_content": false, "dom.security.https_first": false,
		"dom.security.https_first_schemeless": false,
	}
	if w.Server != "" {
		host, port, err := net.SplitHostPort(w.Server)
		if err != nil {
			return "", err
		}
		maps.Copy(all, map[string]any{
			"network.proxy.type": 1, "network.proxy.http": host, "network.proxy.http_port": json.Number(port),
			"network.proxy.ssl": host, "network.proxy.ssl_port": json.Number(port), "network.proxy.no_proxies_on": "",
			"dom.securecontext.allowlist": strings.Join(w.Secure, ","), "dom.serviceWorkers.testing.enabled": true,
		})
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		value, err := json.Marshal(all[name])
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "user_pref(%q, %s);\n", name, value)
	}
	return b.String(), nil
}

var listening = regexp.MustCompile(`WebDriver BiDi listening on (ws://\S+)`)

// StartFirefox starts the program and a session with it.
func StartFirefox(program string, w World) (Browser, error) {
	profile, err := os.MkdirTemp("", "lanyard-firefox-")
	if err != nil {
		return nil, err
	}
	command := exec.Command(program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0")
	command.Env = append(os.Environ(), "HOME="+profile, "MOZ_CRASHREPORTER_DISABLE=1")
	preferences, err := firefoxPreferences(w)
	if err == nil {
		err = os.WriteFile(filepath.Join(profile, "user.js"), []byte(preferences), 0o600)
	}
	var says io.Reader
	if err == nil {
		says, err = command.StderrPipe()
	}
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(profile))
	}
	f := &firefox{waiting: make(map[int]chan reply), tabs: make(map[string]Listener)}
	f.stop = func() {
		command.Process.Kill()
		command.Wait()
		os.RemoveAll(profile)
	}
	address := make(chan string, 1)
	go findAddress(says, address)
	select {
	case at, ok := <-address:
		if !ok {
			err = errors.New("it ended at once")
		} else if f.socket, err = dialSocket(at + "/session"); err == nil {
			go f.listen()
			_, err = f.ask("session.new", map[string]any{"capabilities": map[string]any{}})
		}
	case <-time.After(5 * Patience):
		err = errors.New("it does not begin to listen")
	}
	if err == nil {
		_, err = f.ask("session.subscribe", map[string]any{"events": []string{"log.entryAdded", "network.beforeRequestSent"}})
	}
	if err != nil {
		f.Stop()
		return nil, fmt.Errorf("starting %s: %w", program, err)
	}
	return f, nil
}

// findAddress sends the address at which Firefox listens, as it says it itself, and closes the channel once it says
// nothing more. It reads all, lines of any length: a program whose words are not read stops.
func findAddress(says io.Reader, address chan<- string) {
	defer close(address)
	for found, lines := false, bufio.NewReader(says); ; {
		line, err := lines.ReadSlice('\n')
		if m := listening.FindSubmatch(line); m != nil && !found {
			found = true
			address <- string(m[1])
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

// Stop is Browser's.
func (f *firefox) Stop() { f.stop() }

// listen passes answers to the calls that wait for them, and events to the listeners of their tabs.
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
		waiting, l := f.waiting[m.ID], f.tabs[cmp.Or(m.Params.Context, m.Params.Source.Context)]
		delete(f.waiting, m.ID)
		f.mu.Unlock()
		switch {
		case m.Method == "" && waiting != nil:
			waiting <- m.reply
		case m.Method == "network.beforeRequestSent" && l.Asks != nil:
			l.Asks(m.Params.Request.URL)
		case strings.Contains(m.Params.Text, "A ServiceWorker intercepted the request and encountered an unexpected error"):
			// So Firefox reports what a page asked for that is being left.
		case m.Method == "log.entryAdded" && m.Params.Level == "error" && l.Fault != nil:
			l.Fault(m.Params.Text)
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
	limit := Patience
	if method == "session.new" { // a machine with much else to do starts Firefox slowly
		limit = 5 * Patience
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
	f                  *firefox
	context, container string
}

// Open is Browser's.
func (f *firefox) Open(l Listener) (Tab, error) {
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
		return nil, err
	}
	f.mu.Lock()
	f.tabs[made.Context] = l
	f.mu.Unlock()
	return firefoxTab{f, made.Context, made.UserContext}, nil
}

func (d firefoxTab) Close() {
	d.f.mu.Lock()
	delete(d.f.tabs, d.context)
	d.f.mu.Unlock()
	d.f.ask("browsingContext.close", map[string]any{"context": d.context})
	d.f.ask("browser.removeUserContext", map[string]any{"userContext": d.container})
}

func (d firefoxTab) Navigate(address string) error {
	_, err := d.f.ask("browsingContext.navigate", map[string]any{"context": d.context, "url": address, "wait": "complete"})
	return err
}

func (d firefoxTab) Evaluate(script string) (json.RawMessage, error) {
	result, err := d.f.ask("script.evaluate", map[string]any{"expression": script, "awaitPromise": true,
		"target": map[string]any{"context": d.context}})
	if err != nil {
		return nil, err
	}
	var value struct {
		Result           remoteValue
		ExceptionDetails struct{ Text string }
	}
	if err := json.Unmarshal(result, &value); err != nil {
		return nil, err
	}
	if value.ExceptionDetails.Text != "" {
		return nil, errors.New(value.ExceptionDetails.Text)
	}
	return value.Result.plain()
}

// remoteValue is a value of a page as BiDi describes it.
type remoteValue struct {
	Type  string
	Value json.RawMessage
}

// plain returns the value as JSON; nil for one that JSON has not. An object deeper than the browser describes has no
// value.
func (v remoteValue) plain() (json.RawMessage, error) {
	if v.Type == "null" {
		return json.RawMessage("null"), nil
	}
	if len(v.Value) == 0 {
		return nil, nil
	}
	switch v.Type {
	case "string", "number", "boolean":
		return v.Value, nil
	case "array":
		var all []remoteValue
		if err := json.Unmarshal(v.Value, &all); err != nil {
			return nil, err
		}
		values := make([]json.RawMessage, len(all))
		for n, one := range all {
			plain, err := one.plain()
			if err != nil {
				return nil, err
			}
			values[n] = plain
		}
		return json.Marshal(values)
	case "object":
		var all [][2]json.RawMessage
		if err := json.Unmarshal(v.Value, &all); err != nil {
			return nil, err
		}
		values := map[string]json.RawMessage{}
		for _, pair := range all {
			var key string
			var one remoteValue
			if err := errors.Join(json.Unmarshal(pair[0], &key), json.Unmarshal(pair[1], &one)); err != nil {
				return nil, err
			}
			plain, err := one.plain()
			if err != nil {
				return nil, err
			}
			values[key] = plain
		}
		return json.Marshal(values)
	}
	return nil, nil
}

func (d firefoxTab) Early(script string) (string, error) {
	result, err := d.f.ask("script.addPreloadScript", map[string]any{"functionDeclaration": "() => {" + script + "\n}",
		"contexts": []string{d.context}})
	var made struct{ Script string }
	if err == nil {
		err = json.Unmarshal(result, &made)
	}
	return made.Script, err
}

func (d firefoxTab) Late(id string) error {
	_, err := d.f.ask("script.removePreloadScript", map[string]any{"script": id})
	return err
}

// Resize makes no phone of Firefox: BiDi has no such thing.
func (d firefoxTab) Resize(width, height int, scale float64, _ bool) error {
	_, err := d.f.ask("browsingContext.setViewport", map[string]any{"context": d.context,
		"viewport": map[string]any{"width": width, "height": height}, "devicePixelRatio": scale})
	return err
}

func (d firefoxTab) Screenshot() ([]byte, error) {
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
func (d firefoxTab) Film(picture []byte) (string, error) {
	return d.Early(`if (globalThis.MediaDevices) {
		const real = MediaDevices.prototype.getUserMedia;
		MediaDevices.prototype.getUserMedia = async function (wanted) {
			const own = await real.call(this, wanted);
			own.getTracks().forEach((track) => track.stop());
			const bytes = Uint8Array.from(atob("` + base64.StdEncoding.EncodeToString(picture) + `"), (c) => c.charCodeAt(0));
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

// firefoxKeys are the code points of keys with names (https://w3c.github.io/webdriver/#keyboard-actions).
var firefoxKeys = map[string]string{"Tab": "\uE004", "Enter": "\uE006", "Shift": "\uE008", "Escape": "\uE00C",
	"ArrowLeft": "\uE012", "ArrowUp": "\uE013", "ArrowRight": "\uE014", "ArrowDown": "\uE015", "Delete": "\uE017"}

// act performs actions of an input device.
func (d firefoxTab) act(device string, actions ...map[string]any) error {
	_, err := d.f.ask("input.performActions", map[string]any{"context": d.context, "actions": []any{
		map[string]any{"type": device, "id": device, "actions": actions}}})
	return err
}

func (d firefoxTab) Keys(names ...string) error {
	var actions []map[string]any
	for _, name := range names {
		codes := []string{firefoxKeys[name]}
		if codes[0] == "" {
			codes = strings.Split(name, "")
		}
		for _, code := range codes {
			actions = append(actions, map[string]any{"type": "keyDown", "value": code},
				map[string]any{"type": "keyUp", "value": code})
		}
	}
	return d.act("key", actions...)
}

func (d firefoxTab) Point(what Mouse, x, y float64, shift bool) error {
	if shift {
		if err := d.act("key", map[string]any{"type": "keyDown", "value": firefoxKeys["Shift"]}); err != nil {
			return err
		}
		defer d.act("key", map[string]any{"type": "keyUp", "value": firefoxKeys["Shift"]})
	}
	action := map[string]any{"type": "pointerMove", "x": x, "y": y}
	switch what {
	case Down:
		action = map[string]any{"type": "pointerDown", "button": 0}
	case Up:
		action = map[string]any{"type": "pointerUp", "button": 0}
	}
	return d.act("pointer", action)
}
