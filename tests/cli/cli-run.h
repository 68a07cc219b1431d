/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* pedicle-cli, as PDL_CLI names it, run once: what it said and how it ended. */

typedef struct
{
  char *out, *err; /* up to the first NUL */
  int status;
} CliRun;

/* @words: the command and its words; the process must end by itself. @input NULL: none; @length -1: up to its NUL. */
CliRun cli_run (const char *const *words, const char *input, gssize length);
void cli_run_clear (CliRun *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliRun, cli_run_clear)
