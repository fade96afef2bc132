SELECT slot, state FROM entry WHERE list = ?
