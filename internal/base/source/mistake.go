package source

// Mistake returns an error that the user can mend: what is wrong, and in its
// method Hint() string what to type next. It is for what stands in no file,
// like an option; what does is a Problem.
func Mistake(message, hint string) error { return &mistake{message, hint} }

type mistake struct{ message, hint string }

func (m *mistake) Error() string { return m.message }
func (m *mistake) Hint() string  { return m.hint }
