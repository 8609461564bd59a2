// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/uisettings.h"

#include <utility>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kTheme = u"appearance/theme"_s;
const QString kLanguage = u"appearance/language"_s;
const QString kParallel = u"transfer/parallelJobs"_s;
const QString kNotify = u"desktop/notifications"_s;
const QString kClose = u"desktop/close"_s;
const QString kPage = u"window/page"_s;
const QString kFirstRunDone = u"window/firstRunDone"_s;
const QString kInterruptionTold = u"window/interruptionTold"_s;
const QString kLayout = u"layout"_s;
constexpr int kDefaultParallel = 4;

} // namespace

UiSettings::UiSettings(const QSettings &store, QObject *parent)
    : QObject(parent), m_file(store.fileName()), m_format(store.format())
{
    for (const QString &key : store.allKeys())
        m_values.insert(key, store.value(key));
    m_writer.setMaxThreadCount(1); // What is set last is written last.
    m_writeSoon.setSingleShot(true);
    m_writeSoon.setInterval(0);
    connect(&m_writeSoon, &QTimer::timeout, this, &UiSettings::write);
}

UiSettings::~UiSettings()
{
    write();
    m_writer.waitForDone();
}

void UiSettings::setValue(const QString &key, const QVariant &value)
{
    if (m_values.value(key) == value)
        return;
    if (value.isValid())
        m_values.insert(key, value);
    else
        m_values.remove(key);
    m_unwritten.insert(key, value);
    m_writeSoon.start();
}

void UiSettings::write()
{
    m_writeSoon.stop();
    if (m_unwritten.isEmpty())
        return;
    m_writer.start([file = m_file, format = m_format, values = std::exchange(m_unwritten, {})] {
        QSettings store(file, format);
        for (auto it = values.cbegin(); it != values.cend(); ++it) {
            if (it->isValid())
                store.setValue(it.key(), *it);
            else
                store.remove(it.key());
        }
    });
}

ThemeMode UiSettings::theme() const
{
    const QString word = m_values.value(kTheme).toString();
    if (word == "light"_L1)
        return ThemeMode::Light;
    return word == "dark"_L1 ? ThemeMode::Dark : ThemeMode::System;
}

void UiSettings::setTheme(ThemeMode mode)
{
    if (mode == theme())
        return;
    setValue(kTheme, mode == ThemeMode::Dark    ? u"dark"_s
                     : mode == ThemeMode::Light ? u"light"_s
                                                : u"system"_s);
    Q_EMIT themeChanged(mode);
}

QString UiSettings::language() const
{
    return m_values.value(kLanguage).toString();
}

void UiSettings::setLanguage(const QString &name)
{
    if (name == language())
        return;
    setValue(kLanguage, name);
    Q_EMIT languageChanged(name);
}

int UiSettings::parallelJobs() const
{
    const int count = m_values.value(kParallel, kDefaultParallel).toInt();
    return count >= kLeastParallel && count <= kMostParallel ? count : kDefaultParallel;
}

void UiSettings::setParallelJobs(int count)
{
    setValue(kParallel, qBound(kLeastParallel, count, kMostParallel));
}

NotifyMode UiSettings::notifyMode() const
{
    const QString word = m_values.value(kNotify).toString();
    if (word == "problems"_L1)
        return NotifyMode::Problems;
    return word == "none"_L1 ? NotifyMode::None : NotifyMode::Every;
}

void UiSettings::setNotifyMode(NotifyMode mode)
{
    setValue(kNotify, mode == NotifyMode::None       ? u"none"_s
                      : mode == NotifyMode::Problems ? u"problems"_s
                                                     : u"every"_s);
}

CloseMode UiSettings::closeMode() const
{
    return m_values.value(kClose).toString() == "tray"_L1 ? CloseMode::Tray : CloseMode::Ask;
}

void UiSettings::setCloseMode(CloseMode mode)
{
    if (mode == closeMode())
        return;
    setValue(kClose, mode == CloseMode::Tray ? u"tray"_s : u"ask"_s);
    Q_EMIT closeModeChanged(mode);
}

bool UiSettings::firstRunDone() const
{
    return m_values.value(kFirstRunDone).toBool();
}

void UiSettings::setFirstRunDone(bool done)
{
    setValue(kFirstRunDone, done);
}

QString UiSettings::interruptionTold() const
{
    return m_values.value(kInterruptionTold).toString();
}

void UiSettings::setInterruptionTold(const QString &job)
{
    setValue(kInterruptionTold, job);
}

QString UiSettings::page() const
{
    return m_values.value(kPage).toString();
}

void UiSettings::setPage(const QString &name)
{
    setValue(kPage, name);
}

QByteArray UiSettings::layout(const QString &widget) const
{
    return m_values.value(kLayout + u'/' + widget).toByteArray();
}

void UiSettings::setLayout(const QString &widget, const QByteArray &state)
{
    setValue(kLayout + u'/' + widget, state);
}

void UiSettings::forgetLayout()
{
    for (const QString &key : m_values.keys()) {
        if (key.startsWith(kLayout + u'/'))
            setValue(key, {});
    }
}

} // namespace holdfast::ui
