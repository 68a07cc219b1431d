/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-knowledge.h"

/* A copy of data/knowledge in a folder of its own, with @old in @file exchanged for @new once; @old has to be there. */
PdlKnowledge *fixture_load (const char *file, const char *old, const char *new, GError **error);
