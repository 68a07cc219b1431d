/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-cli.h"
#include "pdl-facts.h"
#include "pdl-json.h"
#include "pdl-reirradiation.h"

/*
 * pedicle-cli dose: what its commands share. A value that is no number or out of its range is refused with the reason,
 * PDL_EXIT_FAILED; a word that the command does not take is PDL_EXIT_USAGE. A result is a result, also when it exceeds.
 */

int pdl_cli_dose_reirradiation (int argc, char **argv);
int pdl_cli_dose_score (int argc, char **argv, const char *id);
int pdl_cli_dose_tables (int argc, char **argv);
int pdl_cli_dose_ctv (int argc, char **argv);
int pdl_cli_dose_case (int argc, char **argv);
int pdl_cli_dose_response (int argc, char **argv);
int pdl_cli_dose_flare (int argc, char **argv);
int pdl_cli_dose_omed (int argc, char **argv);
int pdl_cli_dose_clearance (int argc, char **argv);
int pdl_cli_dose_calcium (int argc, char **argv);
int pdl_cli_dose_bone_agent (int argc, char **argv);
int pdl_cli_dose_supportive (int argc, char **argv);

/* @ret_knowledge (transfer full). NULL after a complaint. */
const PdlDoseTables *pdl_cli_dose_load (const char *directory, PdlKnowledge **ret_knowledge);

/* Writes the members of the object of one case. @user_data: what the command needs besides. */
typedef void (*PdlCliDoseWrite) (PdlJsonWriter *writer, PdlFacts *facts, gconstpointer user_data);
/* Prints an object for each case of @files ("-": stdin), as of @as_of or, with PDL_MINUTE_NONE, of its newest assessment. What is wrong
 * with a case is a complaint, and the others are printed all the same; then the status is PDL_EXIT_FAILED. */
int pdl_cli_dose_print_cases (PdlKnowledge *knowledge, char **files, PdlMinute as_of, PdlCliDoseWrite write, gconstpointer user_data);

/* Each FALSE after a complaint that names the option. */
gboolean pdl_cli_dose_read_number (const char *option, const char *text, double min, double max, double *ret_number);
gboolean pdl_cli_dose_read_int (const char *option, const char *text, int min, int max, int *ret_number);
/* "30/10", dose in @min … @max, at most @fractions_max; "?" with @unknown: a dose nobody knows. */
gboolean pdl_cli_dose_read_course (const char *option, const char *text, double min, double max, int fractions_max, gboolean unknown,
                                   PdlDoseCourse *ret_course);
/* "30/10,8/1" (element-type PdlDoseCourse), with the range of a recorded course. NULL after a complaint. */
GArray *pdl_cli_dose_read_courses (const PdlDoseTables *tables, const char *option, const char *text, gboolean unknown);

/* To six decimals, so that 52.8 is not 52.800000000000004; null when unknown. */
void pdl_cli_dose_add (PdlJsonWriter *writer, const char *name, double number);
/* "warnings": their codes, "warning_texts": the sentences. @warnings of PdlDoseNote const. */
void pdl_cli_dose_add_warnings (PdlJsonWriter *writer, GPtrArray *warnings);
/* "source" and "tag". */
void pdl_cli_dose_add_basis (PdlJsonWriter *writer, const PdlBasis *basis);
void pdl_cli_dose_add_reirradiation (PdlJsonWriter *writer, const PdlReirradiation *result);
/* Closes the object, prints it and frees @writer. */
int pdl_cli_dose_finish (PdlJsonWriter *writer);
