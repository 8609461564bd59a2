// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/uisettings.h"

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kTheme = u"appearance/theme"_s;
const QString kLanguage = u"appearance/language"_s;
const QString kParallel = u"transfer/parallelJobs"_s;
const QString kNotify = u"desktop/notifications"_s;
const QString kPage = u"window/page"_s;
const QString kFirstRunDone = u"window/firstRunDone"_s;
const QString kInterruptionTold = u"window/interruptionTold"_s;
const QString kLayout = u"layout"_s;
constexpr int kDefaultParallel = 4;

} // namespace

UiSettings::UiSettings(QSettings &store, QObject *parent) : QObject(parent), m_store(store) {}

ThemeMode UiSettings::theme() const
{
    const QString word = m_store.value(kTheme).toString();
    if (word == "light"_L1)
        return ThemeMode::Light;
    return word == "dark"_L1 ? ThemeMode::Dark : ThemeMode::System;
}

void UiSettings::setTheme(ThemeMode mode)
{
    if (mode == theme())
        return;
    m_store.setValue(kTheme, mode == ThemeMode::Dark    ? u"dark"_s
                             : mode == ThemeMode::Light ? u"light"_s
                                                        : u"system"_s);
    Q_EMIT themeChanged(mode);
}

QString UiSettings::language() const
{
    return m_store.value(kLanguage).toString();
}

void UiSettings::setLanguage(const QString &name)
{
    if (name == language())
        return;
    m_store.setValue(kLanguage, name);
    Q_EMIT languageChanged(name);
}

int UiSettings::parallelJobs() const
{
    const int count = m_store.value(kParallel, kDefaultParallel).toInt();
    return count >= kLeastParallel && count <= kMostParallel ? count : kDefaultParallel;
}

void UiSettings::setParallelJobs(int count)
{
    m_store.setValue(kParallel, qBound(kLeastParallel, count, kMostParallel));
}

NotifyMode UiSettings::notifyMode() const
{
    const QString word = m_store.value(kNotify).toString();
    if (word == "problems"_L1)
        return NotifyMode::Problems;
    return word == "none"_L1 ? NotifyMode::None : NotifyMode::Every;
}

void UiSettings::setNotifyMode(NotifyMode mode)
{
    m_store.setValue(kNotify, mode == NotifyMode::None       ? u"none"_s
                              : mode == NotifyMode::Problems ? u"problems"_s
                                                             : u"every"_s);
}

bool UiSettings::firstRunDone() const
{
    return m_store.value(kFirstRunDone).toBool();
}

void UiSettings::setFirstRunDone(bool done)
{
    m_store.setValue(kFirstRunDone, done);
}

QString UiSettings::interruptionTold() const
{
    return m_store.value(kInterruptionTold).toString();
}

void UiSettings::setInterruptionTold(const QString &job)
{
    m_store.setValue(kInterruptionTold, job);
}

QString UiSettings::page() const
{
    return m_store.value(kPage).toString();
}

void UiSettings::setPage(const QString &name)
{
    m_store.setValue(kPage, name);
}

QByteArray UiSettings::layout(const QString &widget) const
{
    return m_store.value(kLayout + u'/' + widget).toByteArray();
}

void UiSettings::setLayout(const QString &widget, const QByteArray &state)
{
    m_store.setValue(kLayout + u'/' + widget, state);
}

void UiSettings::forgetLayout()
{
    m_store.remove(kLayout);
}

} // namespace holdfast::ui
