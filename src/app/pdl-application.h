/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/*
 * PdlApplication: starts the program: knowledge, session, window, and then the store, which is opened while the window already
 * stands. Options: --demo, --store PATH; files are imported.
 */
#define PDL_TYPE_APPLICATION (pdl_application_get_type ())
G_DECLARE_FINAL_TYPE (PdlApplication, pdl_application, PDL, APPLICATION, AdwApplication)

PdlApplication *pdl_application_new (void);
