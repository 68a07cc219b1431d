# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults a hand could make in data/knowledge, each of a kind of its own or in a place of its own.

name, kind, file, what stands there, what stands there instead. The first occurrence is changed; it has to be there. FAST are
those of the normal suite: one for each stage that can catch one.
"""

LT = "local-treatment.ini"

FAULTS = [
    # ---- names and forms
    ("unknown-define", "wrong name", LT, "when = cord and escc_group is null", "when = chord and escc_group is null"),
    ("unknown-option", "wrong option id", LT, "options = supportive; cebrt_single\n", "options = supportive; cebrt_singel\n"),
    ("unknown-group", "wrong option id", LT, "drop = @surgery", "drop = @surgeries"),
    ("unknown-action", "wrong name", LT, "action = SEP_SBRT\n", "action = SEP_SRBT\n"),
    ("unknown-source", "wrong source key", LT, "source = noms2010; noms2013; dutch2015; astro2024; haemepi2013\n", "source = noms2011\n"),
    ("unknown-statement", "wrong name", LT, "show = sx-embolise", "show = sx-embolize"),
    ("unknown-code", "impossible literal", LT, "when = neuro_status = 'complete_ge48h'\n", "when = neuro_status = 'complete_48h'\n"),
    ("code-for-number", "type", LT, "if pain_nrs >= 1 or", "if pain_nrs >= 'low' or"),
    ("unordered-compared", "type", LT, "when = hypervascular = true and", "when = primary_tumour > 'breast' and"),
    ("misspelt-key", "wrong key", LT, "urgency-text = 24 h (comfort)", "urgency-txt = 24 h (comfort)"),
    ("unclosed", "syntax", LT, "when = (prior_rt is null or", "when = ((prior_rt is null or"),
    ("bad-time", "time limit", LT, "urgency = 24 h\nurgency-text = 24 h (comfort)", "urgency = 24 hours\nurgency-text = 24 h (comfort)"),
    ("swapped-bounds", "swapped bounds", LT, "urgency = 24 h/48 h\n", "urgency = 48 h/24 h\n"),
    ("no-urgency", "missing key", LT, "urgency = immediate/12 h\n", ""),
    ("group-twice", "given twice", LT, "[row PLT-02]", "[row PLT-01]"),
    ("dropped-row", "dropped row", LT, "PLT-42; PLT-43; PLT-44", "PLT-42; PLT-44"),
    ("rows-exchanged", "order of rows", LT, "PLT-05; PLT-06;", "PLT-06; PLT-05;"),
    ("gap", "gap", LT, "not-unstable and prior_rt = 'sbrt'\naction = RERT_MDT", "not-unstable and prior_rt = 'sbrt' and levels_band = 'le3'\naction = RERT_MDT"),
    ("derived-from-itself", "cycle", "derivations.ini", "rule = if escc_grade in {'0', '1a'} then", "rule = if escc_group = 'g3' then"),
    ("band-gap", "swapped bounds", "scores.ini", "indeterminate = 7..12", "indeterminate = 8..12"),
    ("points-missing", "score", "scores.ini", "points = none:0; nonmechanical:1; mechanical:3", "points = none:0; mechanical:3"),
    ("modifier-sets-sign", "modifier", LT, "set = surgical_fitness = 'unfit'", "set = declines_rt = true"),
    # ---- what loads and cannot be meant
    ("statement-no-source", "missing source", "statements.ini", "source = seed; patchell2005\n", ""),
    ("trigger-impossible", "contradiction in a condition", "statements.ini", "when = surgery_planned = true and preferences_recorded = true",
     "when = surgery_planned = true and surgery_planned = false"),
    ("alert-impossible", "contradiction in a condition", "alerts.ini", "when = augmentation_planned = true and (infection",
     "when = augmentation_planned = true and augmentation_planned = false and (infection"),
    ("option-shadowed", "shadowed part", LT, "cebrt; sbrt [escc_group = 'g2' and cord_constraint_met = true]", "cebrt; sbrt [escc_group = 'g1c']"),
    ("limit-shadowed", "shadowed part", LT, "urgency = routine; if escc-high: 24 h/72 h", "urgency = routine; if escc-high: 24 h/72 h; if escc_group = 'g3': 24 h"),
    ("modifier-impossible", "contradiction in a condition", LT, "when = sbrt_available = false\n", "when = sbrt_available = false and sbrt_available is null\n"),
    ("tag-misspelt", "wrong tag", LT, "tag = P; mapping-unsigned", "tag = P; mapping-signed"),
    ("text-too-long", "text", "statements.ini", "short = SINS 7 or more: surgical opinion before radiotherapy or cement",
     "short = SINS 7 or more: surgical opinion before radiotherapy or cement, and before any other treatment that is planned at all"),
    ("source-idle", "source without use", "sources.ini", "background = true\n", ""),
    # ---- what is said rightly and is dangerous
    ("cement-in-row", "dropped condition", LT, "augmentation_rt [escc-low or (escc_group = 'g1c' and expert_centre = true)]", "augmentation_rt"),
    ("cement-added", "dropped condition", LT, "add = augmentation_rt [escc-low and no-cord]; orthosis_rt", "add = augmentation_rt; orthosis_rt"),
    ("cement-cord", "dropped condition", LT, "augmentation_rt [escc-low and no-cord]\ntext = Mechanical", "augmentation_rt [escc-low]\ntext = Mechanical"),
    ("refusal-not-heard", "dropped line", LT, "drop = @surgery\n", ""),
    ("radiotherapy-refusal", "dropped line", LT, "drop = @rtalone\n", ""),
    ("no-swap", "dropped line", LT, "when = sbrt_available = false\nswap = @sbrtall\n", "when = sbrt_available = false\n"),
    ("infection-no-wait", "dropped line", LT, "state = cannot_determine: uses cebrt, sbrt, cement\n", ""),
    ("dose-check-narrow", "wrong threshold", LT, "prior_rt_records is null or cord_constraint_met = false or cord_constraint_met is null))\nshow",
     "prior_rt_records is null or cord_constraint_met = false))\nshow"),
    ("operation-below-3-months", "wrong option id", LT, "options = cebrt_single\nurgency = 24 h\nurgency-text = 24 h\ntext = Urgent cEBRT, 8 Gy x 1",
     "options = decompression_rt\nurgency = 24 h\nurgency-text = 24 h\ntext = Urgent cEBRT, 8 Gy x 1"),
    ("cord-at-leisure", "wrong time", LT, "options = cebrt_single\nurgency = 24 h\n", "options = cebrt_single\nurgency = 72 h\n"),
    ("unexamined-at-leisure", "wrong time", LT, "action = CD\nurgency = immediate", "action = CD\nurgency = 7 d"),
    ("grade-unknown-at-leisure", "wrong time", LT, "urgency = immediate/12 h", "urgency = 24 h"),
    ("sbrt-over-cord", "dropped condition", LT, "sbrt [primary_tumour != 'myeloma' and prior_rt = 'none' and levels_band = 'le3' and sins_band != 'unstable' and escc_group in {'g0_1a', 'g1b', 'g1c'} and no-cord]",
     "sbrt [primary_tumour != 'myeloma' and prior_rt = 'none' and levels_band = 'le3' and sins_band != 'unstable']"),
    ("radiotherapy-before-tissue", "wrong option id", LT, "options = biopsy\n", "options = cebrt\n"),
    ("row-without-option", "wrong option id", LT, "always-options = systemic; supportive; no_local", "always-options = systemic"),
    # ---- what only the reference knows
    ("class-exchanged", "wrong code", LT, "escc-high and radiosensitivity = 'moderately_sensitive' and surgical_fitness = 'fit'",
     "escc-high and radiosensitivity = 'resistant' and surgical_fitness = 'fit'"),
    ("low-grades", "wrong set", LT, "when = escc_group in {'g0_1a', 'g1b'}", "when = escc_group in {'g0_1a', 'g1b', 'g1c'}"),
    ("three-months", "wrong set", LT, "when = survival_band in {'m3_6', 'gt6m'}\n", "when = survival_band in {'gt6m'}\n"),
    ("action-exchanged", "wrong name", LT, "action = RT8_URGENT", "action = CEBRT_URGENT"),
    ("derivation-threshold", "wrong threshold", "derivations.ini", "entered (survival_months) < 3 then", "entered (survival_months) <= 3 then"),
    ("derivation-code", "wrong code", "derivations.ini", "else if escc_grade = '1c' then 'g1c'", "else if escc_grade = '1c' then 'g1b'"),
    ("statement-threshold", "wrong threshold", "statements.ini", "when = sins_total >= 7 and", "when = sins_total >= 8 and"),
    ("statement-comparison", "flipped comparison", "statements.ini", "when = sins_total >= 7 and", "when = sins_total <= 7 and"),
    ("statement-and-or", "wrong operator", "statements.ini", "surgery_planned = true and preferences_recorded = true", "surgery_planned = true or preferences_recorded = true"),
    ("alert-negated", "flipped comparison", "alerts.ini", "when = augmentation_planned = true and (infection", "when = augmentation_planned = false and (infection"),
    ("emergency-sign", "dropped condition", "emergency.ini", "red = mscc_suspected = true or sphincter_dysfunction = true or", "red = mscc_suspected = true or"),
    ("tumour-class", "wrong code", "primaries.ini", "label = Breast\ngroup = breast\nclass = moderately_sensitive", "label = Breast\ngroup = breast\nclass = resistant"),
    ("score-points", "score", "scores.ini", "points = none:0; nonmechanical:1; mechanical:3", "points = none:0; nonmechanical:2; mechanical:3"),
]

FAST = {"unknown-define", "swapped-bounds", "gap", "statement-no-source", "option-shadowed", "cement-in-row", "low-grades"}
