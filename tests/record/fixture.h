/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"

/* A small dictionary with a finding of every type and a kind of record; invented words, no clinical meaning. */
PdlDictionary *fixture_dictionary (void);
PdlIni *fixture_ini (const char *text, GError **error);
