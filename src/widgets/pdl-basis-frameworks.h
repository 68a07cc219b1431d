/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-basis-page.h"

/* What other frameworks make of the same target: a heading and a line each that leads to its page. Nothing without a case. */
void pdl_basis_add_frameworks (PdlBasisPage *self);
/* The page of "framework/ID": cells that count, with their clauses, or letters with what answers them. FALSE: no such framework. */
gboolean pdl_basis_write_framework (PdlBasisPage *self, const char *id);
