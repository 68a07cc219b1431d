/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dictionary.h"
#include "pdl-json.h"

/* @value of @finding under @id, as a case file holds it. */
void pdl_json_add_value (PdlJsonWriter *writer, const char *id, const PdlFinding *finding, const PdlValue *value);
