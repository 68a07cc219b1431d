/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-verify.h"

/* Asks one property, for one finding where it is asked finding by finding, with a model of the thread's own. */
PdlProof *pdl_proof_run (PdlModel *model, const PdlProperty *property, const PdlFinding *finding);
void pdl_proof_free (PdlProof *self);
