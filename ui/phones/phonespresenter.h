// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/emulatorservice.h"
#include "ui/phones/phonemodel.h"
#include "ui/shell/uicontext.h"

#include <QSet>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace holdfast {
class Engine;
}

namespace holdfast::ui {

/// What came of connecting one address.
struct ConnectResult
{
    QString address;
    bool connected = false;
    QString text; ///< The phone's name, or what went wrong and what to do.
};

/// Keeps the list of phones alive and does what the operator asks of them. Lives in the GUI thread.
class PhonesPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit PhonesPresenter(UiContext &context, QObject *parent = nullptr);
    ~PhonesPresenter() override;

    /// Begins to follow the adb server.
    void start();
    void refresh();
    [[nodiscard]] PhoneModel &model() { return m_model; }
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const std::optional<Error> &failure() const { return m_failure; }
    /// Whether this machine can run emulated phones.
    [[nodiscard]] static bool canEmulate();
    /// The facets of all phones.
    [[nodiscard]] const QList<FacetSection> &sections() const { return m_sections; }
    /// Names to show in place of serials.
    [[nodiscard]] const QHash<QString, QString> &phoneNames() const { return m_names; }
    [[nodiscard]] bool isEmulated(const PhoneView &phone) const
    {
        return m_emulators.contains(phone.serial.value);
    }

    /// Connects one address after the other; connectDone() tells of each.
    void connectPhones(const QStringList &addresses);
    void disconnectPhones(const QList<Serial> &phones);
    void assignGroup(const QList<PhoneId> &phones, const QString &group);
    void changeTags(const QList<PhoneId> &phones, const QStringList &added, const QStringList &removed);
    void createEmulated(const EmulatorRequest &request);
    void startEmulated(const QList<Serial> &phones);
    void stopEmulated(const QList<Serial> &phones);

    /// What the lines of the connect dialog mean: one `HOST:PORT` a line or several parted by commas or
    /// blanks, `10.0.0.1-20:5555` for a range in the last number. Bad words come back in @p bad.
    static QStringList parseAddresses(const QString &text, QStringList &bad);

Q_SIGNALS:
    /// The list was read, or could not be (failure()).
    void loaded();
    void connectDone(const holdfast::ui::ConnectResult &result);
    /// Something that was asked for did not work.
    void failed(const QString &text);
    /// The adb server has gone away.
    void serverLost();
    /// It is there again. It has forgotten @p phones, which had been connected over the network.
    void serverBack(const QList<holdfast::Serial> &phones);

private:
    /// What the engine has told, made ready on the thread that asked.
    struct Reading
    {
        std::optional<Error> failure;
        PreparedPhones phones;
        QList<FacetSection> sections;
        QHash<QString, QString> names;          ///< By serial.
        QHash<QString, EmulatorView> emulators; ///< By serial.
    };
    static Reading read(Engine &engine, const QDateTime &now, const CancelToken &cancel);
    void take(Reading reading);
    void applyEntries(const QList<PhoneEntry> &entries);
    /// What the catalog was asked to change; the list is read anew.
    void changed(const Result<void> &done);
    void noteServer(bool available);
    void tellServerBack();
    /// Does @p work with each emulated phone of @p phones, by its name.
    void withEmulated(const QList<Serial> &phones,
                      std::function<Result<void>(Engine &, const QString &, const CancelToken &)> work);

    UiContext &m_context;
    PhoneModel m_model;
    std::unique_ptr<PhoneTracker> m_tracker;
    QTimer m_later;
    QHash<QString, EmulatorView> m_emulators; ///< By serial, as m_names.
    QHash<QString, QString> m_names;
    QList<FacetSection> m_sections;
    std::optional<Error> m_failure;
    QSet<QString> m_before; ///< Serials that were online over the network when the server went away.
    bool m_serverWasLost = false;
    bool m_asking = false;
    bool m_askAgain = false;
    bool m_loaded = false;
};

} // namespace holdfast::ui
