/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-knowledge.h"

/* What libFuzzer, or mutate.c in the normal suite, calls with each input. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The knowledge built into the program, loaded once. */
PdlKnowledge *fuzz_get_knowledge (void);
