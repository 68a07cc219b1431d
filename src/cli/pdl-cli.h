/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pdl-knowledge.h"

/*
 * pedicle-cli: what its commands share. JSON goes to stdout, words to stderr; the exit status says how it went.
 */

typedef enum
{
  PDL_EXIT_FINE = 0,
  PDL_EXIT_FAILED = 1, /* a failure, or findings of a check */
  PDL_EXIT_USAGE = 2,
} PdlExit;

/* Each gets its own words only; argv[0] is the command. */
int pdl_cli_evaluate (int argc, char **argv);
int pdl_cli_knowledge (int argc, char **argv);
int pdl_cli_dose (int argc, char **argv);
int pdl_cli_import (int argc, char **argv);
int pdl_cli_export (int argc, char **argv);
int pdl_cli_store (int argc, char **argv);
int pdl_cli_report (int argc, char **argv);
int pdl_cli_bench (int argc, char **argv);
int pdl_cli_verify (int argc, char **argv);

/* Prints what is wrong with @knowledge, besides what its loading refuses; @po_directory (nullable): labels without a translation too. */
int pdl_cli_check_knowledge (PdlKnowledge *knowledge, const char *po_directory);

/* One line on stderr, whatever the message holds: control characters are shown as "?", a long one is cut. */
void pdl_cli_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Says what is wrong with the words of @command, and where help is. Returns PDL_EXIT_USAGE. */
int pdl_cli_usage (const char *command, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Reads the options of @command; FALSE after telling what is wrong. @words: what stands behind the options in the help.
 * *ret_rest (transfer full): the other words, never NULL on success. */
gboolean pdl_cli_parse (int *argc, char ***argv, const GOptionEntry *entries, const char *words, const char *description, char ***ret_rest);

/* @directory NULL: the knowledge built into the program; with the clinic's own values of the option --local, which every command
 * takes. Its schedules and tables are read too, so that asking for them afterwards cannot fail. NULL after a complaint. */
PdlKnowledge *pdl_cli_load_knowledge (const char *directory);
/* "today", a date or a date with a time; NULL text: PDL_MINUTE_NONE. FALSE when it is none of them. */
gboolean pdl_cli_read_as_of (const char *text, PdlMinute *ret_minute);
/* The same for @command, that takes case files too: FALSE after telling that none is named, or what is wrong with @as_of_text. */
gboolean pdl_cli_check_files (const char *command, char **files, const char *as_of_text, PdlMinute *ret_as_of);
/* FALSE after a complaint: what could not be written is a failure. */
gboolean pdl_cli_print (const char *json);
/* @path "-": stdin. NULL after a complaint. */
GInputStream *pdl_cli_open (const char *path);
