/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-session.h"
#include "pdl-worth-asking.h"

/*
 * PdlReasoning: what would change a reading, and what is worth asking, worked out beside the main thread and only for who asks. One
 * finding takes some milliseconds, two a tenth of a second, so a result comes twice: first without the pairs and without what
 * matters later, then whole. What a newer question overtakes is dropped. Main thread.
 *
 * Signal "ready" (): pdl_reasoning_get () has more to give than before.
 */
#define PDL_TYPE_REASONING (pdl_reasoning_get_type ())
G_DECLARE_FINAL_TYPE (PdlReasoning, pdl_reasoning, PDL, REASONING, GObject)

typedef struct
{
  PdlEvaluation *evaluation;
  int target;
  PdlWhatIf *what_if;     /* (nullable) */
  PdlWorthAsking *asking; /* (nullable) */
  gboolean whole;
  char *error;            /* (nullable) why nothing can be told: the knowledge has no data for it */
} PdlReasoned;

/* The one of @session; it lives as long as the session. (transfer none) */
PdlReasoning *pdl_reasoning_of (PdlSession *session);
/* What is known of this target now; NULL while it is being worked out. Good until the next call or "ready". */
const PdlReasoned *pdl_reasoning_get (PdlReasoning *self, PdlEvaluation *evaluation, int target);
