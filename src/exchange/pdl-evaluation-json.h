/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"
#include "pdl-plan.h"

/* The result line: JSON, format "pedicle-evaluation", version 1, one line without newline. */
char *pdl_evaluation_to_json (PdlEvaluation *evaluation, PdlPlan *plan, GPtrArray *warnings, const char *file, guint line, gboolean trace);
