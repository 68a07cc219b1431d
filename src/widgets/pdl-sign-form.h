/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-session.h"

/* A line "Sign here" that opens name, role and what is signed: the text of @reference that has @hash, or the whole set. The date is
 * @today. What is wrong stands under it in words; once it is signed the book says that it changed. Main thread. */
GtkWidget *pdl_sign_form_new (PdlSignatureBook *book, PdlKnowledge *knowledge, const char *reference, const char *hash, PdlDay today);
