// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

Language::~Language()
{
    forget();
}

QStringList Language::available()
{
    return {u"en"_s, u"zh_CN"_s};
}

void Language::forget()
{
    if (!m_installed)
        return;
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_help);
    QCoreApplication::removeTranslator(&m_qt);
    m_installed = false;
}

void Language::speak(const QString &name)
{
    forget();
    const QLocale locale = name.isEmpty() ? QLocale::system() : QLocale(name);
    QLocale::setDefault(locale);
    m_current = locale.language() == QLocale::Chinese ? u"zh_CN"_s : u"en"_s;
    // English is loaded too: it holds the plural forms.
    if (m_own.load(u":/i18n/holdfast_"_s + m_current)) {
        QCoreApplication::installTranslator(&m_own);
        m_installed = true;
    }
    if (m_help.load(u":/i18n/help_"_s + m_current))
        QCoreApplication::installTranslator(&m_help);
    if (m_current != "en"_L1 &&
        m_qt.load(u"qtbase_"_s + m_current, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace holdfast
