/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-basis-page.h"

/* The model card of a rule as a page of the basis: the thirteen source attributes, use and misuse, editions, what it reads, and who
 * signed which text. @reference: "score/sins"; FALSE when no such rule has a card. */
gboolean pdl_card_page_write (PdlBasisPage *page, const char *reference);

/* Whether the whole set is signed, in a sentence: by a clinician as shipped, here, here for an earlier text, or not. (transfer full) */
char *pdl_words_sign_off (PdlKnowledge *knowledge, PdlSignatureBook *book);
