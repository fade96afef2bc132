package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"lanyard/internal/base/source"
)

// shells are the shells that completions can be written for.
var shells = []struct {
	name  string
	write func(io.Writer, []synopsis)
}{{"bash", completeBash}, {"zsh", completeZsh}, {"fish", completeFish}, {"powershell", completePowerShell}}

// The verb is added here, as it describes the list that it is in.
func init() {
	verbs = slices.Insert(verbs, len(verbs)-2,
		verb{"completion", "bash|zsh|fish|powershell", "print what completes commands in a shell", runCompletion})
}

func runCompletion(ctx context.Context, w *world, args []string) error {
	o := w.options("completion", "bash|zsh|fish|powershell",
		`Completion prints a script for a shell, which completes commands, options, their words and topics of the manual:

  lanyard completion bash > ~/.local/share/bash-completion/completions/lanyard
  lanyard completion zsh > ~/.zfunc/_lanyard          with fpath+=~/.zfunc before compinit in .zshrc
  lanyard completion fish > ~/.config/fish/completions/lanyard.fish
  lanyard completion powershell >> $PROFILE`)
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	var names []string
	for _, s := range shells {
		if s.name == rest[0] {
			var text strings.Builder
			s.write(&text, synopses(ctx))
			_, err := io.WriteString(w.stdout, text.String())
			return err
		}
		names = append(names, s.name)
	}
	return usageFault("there are no completions for "+source.Quote(rest[0]), "write one of "+strings.Join(names, ", "))
}

// helpWords are what may follow lanyard help.
func helpWords() []string {
	words := append(topicNames(), verbNames()...)
	slices.Sort(words)
	return slices.Compact(words)
}

// dashed returns the options of a command as they are typed.
func (c synopsis) dashed() string {
	var names []string
	for _, o := range c.options {
		names = append(names, "-"+o.name)
	}
	return strings.Join(names, " ")
}

func completeBash(out io.Writer, all []synopsis) {
	fmt.Fprintf(out, `# bash completion for lanyard, printed by: lanyard completion bash
_lanyard() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local command=${COMP_WORDS[1]} words=
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W %q -- "$current"))
        return
    fi
    if [[ $command == keys ]] && ((COMP_CWORD > 2)); then
        command="keys ${COMP_WORDS[2]}"
    fi
    case "$command $previous" in
`, strings.Join(verbNames(), " ")+" help")
	for _, c := range all {
		if words := c.words(); words != nil && !strings.Contains(c.name, " ") {
			fmt.Fprintf(out, "    %q) words=%q ;;\n", c.name+" "+c.name, strings.Join(words, " "))
		}
		for _, o := range c.options {
			if words := o.choices(); words != nil {
				fmt.Fprintf(out, "    %q) words=%q ;;\n", c.name+" -"+o.name, strings.Join(words, " "))
			}
		}
	}
	fmt.Fprintf(out, "    \"help help\") words=%q ;;\n", strings.Join(helpWords(), " "))
	fmt.Fprint(out, "    esac\n    if [[ $current == -* ]]; then\n        case $command in\n")
	for _, c := range all {
		fmt.Fprintf(out, "        %q) words=%q ;;\n", c.name, c.dashed())
	}
	fmt.Fprint(out, `        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _lanyard lanyard
`)
}

// zshText makes a text safe in an argument of _arguments within single quotes.
var zshText = strings.NewReplacer("'", `'\''`, "[", `\[`, "]", `\]`, ":", `\:`, `\`, `\\`)

func completeZsh(out io.Writer, all []synopsis) {
	fmt.Fprint(out, "#compdef lanyard\n# zsh completion for lanyard, printed by: lanyard completion zsh\n"+
		"_lanyard() {\n  local -a commands\n  if (( CURRENT == 2 )); then\n    commands=(\n")
	for _, v := range verbs {
		fmt.Fprintf(out, "      '%s:%s'\n", v.name, zshText.Replace(v.short))
	}
	fmt.Fprint(out, "      'help:print a chapter of the manual'\n    )\n    _describe command commands\n    return\n  fi\n"+
		"  local command=$words[2]\n  if [[ $command == keys ]] && (( CURRENT > 3 )); then\n    command=\"keys $words[3]\"\n"+
		"    shift words\n    (( CURRENT-- ))\n  fi\n  shift words\n  (( CURRENT-- ))\n  case $command in\n")
	for _, c := range all {
		fmt.Fprintf(out, "  '%s')\n    _arguments", c.name)
		for _, o := range c.options {
			what := ""
			if o.argument != "" {
				values := "_files"
				if words := o.choices(); words != nil {
					values = "(" + strings.Join(words, " ") + ")"
				}
				what = ":" + zshText.Replace(o.argument) + ":" + values
			}
			fmt.Fprintf(out, " \\\n      '-%s[%s]%s'", o.name, zshText.Replace(o.about), what)
		}
		if words := c.words(); words != nil {
			fmt.Fprintf(out, " \\\n      '1:word:(%s)'", strings.Join(words, " "))
		}
		fmt.Fprint(out, " \\\n      '*:file:_files' ;;\n")
	}
	fmt.Fprintf(out, "  help)\n    _arguments '1:topic:(%s)' ;;\n  esac\n}\n_lanyard \"$@\"\n",
		strings.Join(helpWords(), " "))
}

// fishText makes a text safe within single quotes.
var fishText = strings.NewReplacer(`\`, `\\`, "'", `\'`)

func completeFish(out io.Writer, all []synopsis) {
	fmt.Fprintln(out, "# fish completion for lanyard, printed by: lanyard completion fish")
	for _, v := range verbs {
		fmt.Fprintf(out, "complete -c lanyard -f -n __fish_use_subcommand -a %s -d '%s'\n", v.name, fishText.Replace(v.short))
	}
	fmt.Fprintln(out, "complete -c lanyard -f -n __fish_use_subcommand -a help -d 'print a chapter of the manual'")
	for _, c := range all {
		name, sub, _ := strings.Cut(c.name, " ")
		when := "__fish_seen_subcommand_from " + name
		if sub != "" {
			when += "; and __fish_seen_subcommand_from " + sub
		}
		if words := c.words(); words != nil {
			fmt.Fprintf(out, "complete -c lanyard -n '%s; and not __fish_seen_subcommand_from %s' -a '%s'\n", when,
				strings.Join(words, " "), strings.Join(words, " "))
		}
		for _, o := range c.options {
			takes := ""
			if words := o.choices(); words != nil {
				takes = " -x -a '" + strings.Join(words, " ") + "'"
			} else if o.argument != "" {
				takes = " -r"
			}
			fmt.Fprintf(out, "complete -c lanyard -n '%s' -o %s%s -d '%s'\n", when, o.name, takes, fishText.Replace(o.about))
		}
	}
	fmt.Fprintf(out, "complete -c lanyard -f -n '__fish_seen_subcommand_from help' -a '%s'\n",
		strings.Join(helpWords(), " "))
}

func completePowerShell(out io.Writer, all []synopsis) {
	quoted := func(words []string) string {
		var all []string
		for _, w := range words {
			all = append(all, "'"+w+"'")
		}
		return strings.Join(all, ", ")
	}
	fmt.Fprintf(out, `# PowerShell completion for lanyard, printed by: lanyard completion powershell
Register-ArgumentCompleter -Native -CommandName lanyard -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $typed = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
    if ($wordToComplete -and $typed.Count -gt 1) { $typed = @($typed[0..($typed.Count - 2)]) }
    $words = @{
        '' = @(%s)
        'help' = @(%s)
`, quoted(append(verbNames(), "help")), quoted(helpWords()))
	for _, c := range all {
		fmt.Fprintf(out, "        '%s' = @(%s)\n", c.name, quoted(append(c.words(), strings.Fields(c.dashed())...)))
		for _, o := range c.options {
			if words := o.choices(); words != nil {
				fmt.Fprintf(out, "        '%s -%s' = @(%s)\n", c.name, o.name, quoted(words))
			}
		}
	}
	fmt.Fprint(out, `    }
    $command = if ($typed.Count -gt 1) { $typed[1] } else { '' }
    if ($command -eq 'keys' -and $typed.Count -gt 2) { $command = "keys $($typed[2])" }
    $found = $words["$command $($typed[-1])"]
    if (-not $found) { $found = $words[$command] }
    $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
`)
}
