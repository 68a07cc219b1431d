/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"
#include "pdl-database.h"

/* From a change to the tables. Private to the store. */

/* Writes the places @change touched as they stand in @kase, the case after the change. Inside a transaction. */
gboolean pdl_case_writer_write (PdlDatabase *database, gint64 case_id, PdlCase *kase, PdlChange *change,
                                GError **error);
