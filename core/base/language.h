// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTranslator>

namespace holdfast {

/// The language in use: our texts, Qt's own and the default locale's numbers and dates. Lives in the main
/// thread, after the application object.
class Language
{
public:
    ~Language();

    /// Languages that have a translation, as locale names; English is always among them.
    static QStringList available();
    /// Speaks @p name (a locale name) from now on; empty: the system's language. Windows that exist keep
    /// their texts, so they are made anew afterwards.
    void speak(const QString &name);
    [[nodiscard]] QString current() const { return m_current; }

private:
    void forget();

    QString m_current;
    QTranslator m_own;
    QTranslator m_help; ///< What the command line's help says.
    QTranslator m_qt;
    bool m_installed = false;
};

} // namespace holdfast
