/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-cli.h"
#include "pdl-store.h"

/* What the commands about a store share. */

/* Waiting for the answer of an asynchronous call: `call_async (…, pdl_cli_answered_cb, &result); call_finish (pdl_cli_wait_for (&result))`. */
void pdl_cli_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *pdl_cli_wait_for (GAsyncResult **result);

/* pedicle-cli store replay and store compare. @path is what the store is called in complaints. @uid NULL: every case. */
int pdl_cli_store_replay (PdlStore *store, const char *path, const char *uid);
int pdl_cli_store_compare (PdlStore *store, const char *path, PdlKnowledge *knowledge);
