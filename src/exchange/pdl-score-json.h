/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"
#include "pdl-json.h"

/*
 * "scores" of one target or of the patient, as a member of the object that is open: {"ID":{"state","min","max","band","bands","level",
 * "items","missing"}}. "min" and "max" are null where there is no figure; an item that is not known is null.
 */
void pdl_json_add_scores (PdlJsonWriter *writer, const PdlScoreResult *scores, guint n_scores);
