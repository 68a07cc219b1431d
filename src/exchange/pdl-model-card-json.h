/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-model-card.h"
#include "pdl-signatures.h"

/* One model card as JSON: the thirteen attributes by number, then the rest. What is not known is null. @signatures (nullable): those
 * made here. (transfer full) */
char *pdl_model_card_to_json (const PdlModelCard *card, PdlSignatures *signatures);
