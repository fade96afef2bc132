UPDATE head SET seq = ?, hash = ?
