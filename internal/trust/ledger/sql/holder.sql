-- The papers of a person, in the order of issue; only those that are not forgotten have the person's id.
SELECT seq, number, name FROM issue WHERE event = ?1 AND kind IN (0, 1) AND attendee = ?2 ORDER BY seq
