// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"

#include <QString>

namespace holdfast::cli {

/// The help on what @p line has named: the program, a noun or a command, in the language in use. At most 80
/// columns wide.
QString helpText(const CommandLine &line, const CommandRegistry &registry);

/// Every English text that help is made of, once each: what its translations (context "Help") have to hold.
QStringList helpTexts(const CommandRegistry &registry);

/// @p text broken at spaces, and between the signs of scripts without spaces, so that each line has at most
/// @p columns, every line indented by @p indent spaces. A word that is longer stays whole.
QString wrapped(const QString &text, int indent, int columns = 80);

/// What the program's exit codes mean, code and sentence.
QList<std::pair<int, QString>> exitCodeMeanings();

} // namespace holdfast::cli
