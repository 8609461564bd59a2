// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QObject>
#include <QSettings>
#include <QThreadPool>
#include <QTimer>
#include <QVariantHash>

namespace holdfast::ui {

/// Of which batches the desktop is told when they end.
enum class NotifyMode { Every, Problems, None };

/// What closing the window means while jobs are not done.
enum class CloseMode { Ask, Tray };

/// What the operator has chosen for the desktop program, typed and checked in one place. A value out of its
/// range, as from an edited file, counts as not set. Lives in the GUI thread. Values are read once; what
/// changes is written by another thread, since a busy disk would hold the window up.
class UiSettings final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kLeastParallel = 1;
    static constexpr int kMostParallel = 32;

    /// Uses the place of @p store, which is not touched after that.
    explicit UiSettings(const QSettings &store, QObject *parent = nullptr);
    /// Writes what is not written yet.
    ~UiSettings() override;

    [[nodiscard]] ThemeMode theme() const;
    void setTheme(ThemeMode mode);
    /// A locale name such as `zh_CN` or `en`; empty follows the system.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString &name);
    /// Jobs that run at once; takes effect with the next start.
    [[nodiscard]] int parallelJobs() const;
    void setParallelJobs(int count);
    [[nodiscard]] NotifyMode notifyMode() const;
    void setNotifyMode(NotifyMode mode);
    [[nodiscard]] CloseMode closeMode() const;
    void setCloseMode(CloseMode mode);
    /// Whether the steps to the first backup are done or were sent away.
    [[nodiscard]] bool firstRunDone() const;
    void setFirstRunDone(bool done);
    /// The newest job that was interrupted and that the operator was told of; its id.
    [[nodiscard]] QString interruptionTold() const;
    void setInterruptionTold(const QString &job);
    /// The page that was open last, by its objectName.
    [[nodiscard]] QString page() const;
    void setPage(const QString &name);

    /// Layout states of windows, splitters and tables, by the widget's objectName.
    [[nodiscard]] QByteArray layout(const QString &widget) const;
    void setLayout(const QString &widget, const QByteArray &state);
    void forgetLayout();

Q_SIGNALS:
    void themeChanged(holdfast::ui::ThemeMode mode);
    void closeModeChanged(holdfast::ui::CloseMode mode);
    void languageChanged(const QString &name);

private:
    void setValue(const QString &key, const QVariant &value);
    void write();

    const QString m_file;
    const QSettings::Format m_format;
    QVariantHash m_values;
    QVariantHash m_unwritten; ///< A value that is not valid is removed.
    QTimer m_writeSoon;
    QThreadPool m_writer;
};

} // namespace holdfast::ui
