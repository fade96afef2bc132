// Package mailing sends everybody their paper.
//
//	people, ledger, mail log -> Plan: who gets what, and who cannot
//	Plan -> Message -> Run: each message handed over once
//
// # Decisions
//
// A letter belongs to the number of a paper: the certificate, else the badge. Who has it is never sent it again
// unasked, and neither is anybody of whom it is not known. A corrected paper has a new number, so it is sent as a new
// letter. Of refused and bounced ones the address is at fault: they are sent again once the list has another one.
//
// What is attached is the file that make wrote, whose hash is compared with the manifest; a paper that make has not
// written since it changed is not sent. Badges are the exception: their file shows other people, so each is drawn anew.
package mailing
