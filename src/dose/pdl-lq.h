/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The linear-quadratic model without a time factor (radiotherapy 3.1). Pure arithmetic; NaN in, NaN out: an unknown dose
 * has an unknown effect. Doses in Gy, α/β in Gy, at least one fraction; what is outside its range gives NaN.
 */

/* Biologically effective dose D × (1 + d / (α/β)), Gy. */
double pdl_lq_bed (double dose_gy, int fractions, double alpha_beta);

/* The dose in fractions of 2 Gy with the same effect, Gy. */
double pdl_lq_eqd2 (double dose_gy, int fractions, double alpha_beta);

/* EQD2 of a BED and the other way round. */
double pdl_lq_eqd2_from_bed (double bed_gy, double alpha_beta);

/* The largest total dose in @fractions whose EQD2 is @eqd2_gy, Gy; 0 for a budget that is used up. */
double pdl_lq_dose_for_eqd2 (double eqd2_gy, int fractions, double alpha_beta);

/* To two decimals, half away from zero: the form in which a value is compared with a limit (radiotherapy 0.2). */
double pdl_lq_round (double value);
