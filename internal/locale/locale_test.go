package locale
