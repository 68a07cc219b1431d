/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-check.h"

/* Adds a problem of @group, at @key (nullable) of it. */
void pdl_check_add (GPtrArray *problems, PdlIniGroup *group, const char *key, const char *kind, const char *format, ...) G_GNUC_PRINTF (5, 6);
PdlIniGroup *pdl_check_find_group (PdlKnowledge *knowledge, const char *kind, const char *name);

gboolean pdl_check_rules (PdlKnowledge *knowledge, GPtrArray *problems, guint *ret_untold, GError **error);
