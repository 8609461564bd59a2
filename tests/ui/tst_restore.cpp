// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/backupservice.h"
#include "core/engine/jobservice.h"
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTreeWidget>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLong = 60000;
const QString kNote = u"/data/media/0/DCIM/note.txt"_s;

} // namespace

/// Restores of several phones at once: each its own backup, by a file, one phone first.
class RestoreTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;
    QHash<QString, Serial> m_serials;
    QHash<QString, BackupId> m_backups; ///< The newest of each phone.

    void writeNote(const QString &phone, const QByteArray &text)
    {
        QFile file(m_ui.phoneRoot(phone) + kNote);
        QVERIFY(file.open(QFile::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    [[nodiscard]] QByteArray note(const QString &phone) const
    {
        QFile file(m_ui.phoneRoot(phone) + kNote);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

    void backUp(const QString &phone)
    {
        BackupRequest request;
        request.phones = {m_serials.value(phone)};
        request.paths = QStringList{u"/data/media/0/DCIM"_s};
        request.store = u"disk"_s;
        request.name = u"{phone} photos"_s;
        const auto batch = m_ui.engine().backups().startBackup(request, CancelToken());
        QVERIFY2(batch, batch ? "" : qPrintable(userText(batch.error())));
        QVERIFY(m_ui.engine().jobs().waitFor(*batch, std::chrono::seconds(60)));
        m_backups.insert(phone, m_ui.engine().jobs().batch(*batch)->first().backup);
    }

    /// The wizard on its first page, with nothing chosen.
    void openWizard(const char *mode)
    {
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        clickItem("phonesView", u"one"_s);
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("phonesRestoreButton")->isEnabled(), kLong);
        click("phonesRestoreButton");
        QTRY_VERIFY(find<QWidget>("restoreWizard")->isVisible());
        click(mode);
    }

    void next()
    {
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("restoreNextButton")->isEnabled(), kLong);
        click("restoreNextButton");
    }

    /// Begins a backup of @p phone that goes on until it is cancelled: other jobs of the phone wait.
    BatchId hold(const QString &phone)
    {
        BackupRequest request;
        request.phones = {m_serials.value(phone)};
        request.paths = QStringList{u"/data/media/0/DCIM"_s};
        request.store = u"disk"_s;
        request.hooks = {.before = u"sleep 3000"_s, .timeoutSeconds = 3600};
        const auto batch = m_ui.engine().backups().startBackup(request, CancelToken());
        return batch ? *batch : BatchId();
    }

    [[nodiscard]] JobStatus statusOf(const BatchId &batch)
    {
        const auto jobs = m_ui.engine().jobs().batch(batch);
        return jobs && !jobs->isEmpty() ? jobs->first().status : JobStatus::Waiting;
    }

    void startAndWait(int jobs)
    {
        click("restoreConsentCheck");
        QTRY_VERIFY(find<QWidget>("restoreStartButton")->isEnabled());
        click("restoreStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("jobsView"), jobs, kLong);
        const auto done = [] {
            for (int row = 0; row < rowsOf("jobsView"); ++row) {
                if (textOf("jobsView", row, 2) != u"Done"_s)
                    return false;
            }
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(done(), kLong);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        QVERIFY2(m_ui.addStore(u"disk"_s), qPrintable(m_ui.error()));
        for (const QString &name : {u"one"_s, u"two"_s, u"three"_s}) {
            m_serials.insert(name, m_ui.addPhone(name));
            QVERIFY2(!m_serials.value(name).isEmpty(), qPrintable(m_ui.error()));
        }
        for (const QString &name : {u"one"_s, u"two"_s}) {
            writeNote(name, "old note of " + name.toUtf8());
            backUp(name);
            writeNote(name, "note of " + name.toUtf8());
            backUp(name);
        }
        QVERIFY(m_ui.openWindow());
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("phonesView"), 3, kLong);
    }

    void cleanup() { m_ui.verifyNeverHeldUp(); }

    void eachPhoneGetsItsOwnNewestBackup()
    {
        for (const QString &name : {u"one"_s, u"two"_s})
            writeNote(name, "spoilt");
        openWizard("restoreOwnRadio");
        next();
        for (const QString &name : {u"two"_s, u"three"_s})
            clickItem("restorePhonesView", name, true);
        QTRY_COMPARE(find<QLabel>("restorePhonesLabel")->text(), u"3 phones ticked"_s);
        next();
        // The third has none.
        QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("restoreCheckLabel")->text(),
                                  u"3 phones: 2 ready, 0 with warnings, 1 refused"_s, kLong);
        QVERIFY(textOf("restoreCheckView", rowSaying("restoreCheckView", u"three"_s), 2)
                    .startsWith(u"Refused: There is no backup of this phone"_s));
        click("restoreLeaveOutButton");
        next();
        QCOMPARE(find<QLabel>("restoreSummaryLabel")->text(),
                 u"Restore 2 phones, each from its own newest backup."_s);
        const QString commands = find<QPlainTextEdit>("restoreCommandEdit")->toPlainText();
        QCOMPARE(commands.count(u'\n'), 1);
        QVERIFY(commands.contains(m_backups.value(u"one"_s).value) &&
                commands.contains(m_backups.value(u"two"_s).value));
        startAndWait(6);
        QCOMPARE(note(u"one"_s), "note of one");
        QCOMPARE(note(u"two"_s), "note of two");
    }

    void aFileSaysWhichPhoneGetsWhat()
    {
        const QString file = m_ui.folder() + u"/mapping.csv"_s;
        QFile mapping(file);
        QVERIFY(mapping.open(QFile::WriteOnly));
        mapping.write("phone,backup\ntwo," + m_backups.value(u"one"_s).value.toUtf8() + "\nfour,newest\n");
        mapping.close();
        openWizard("restoreCsvRadio");
        QVERIFY(!find<QWidget>("restoreNextButton")->isEnabled());
        auto *edit = find<QLineEdit>("restoreCsvEdit");
        typeInto(edit, file);
        QTRY_COMPARE(find<QLabel>("restoreCsvLabel")->text(), u"Line 3: there is no phone four."_s);
        QVERIFY(!find<QWidget>("restoreNextButton")->isEnabled());
        QVERIFY(mapping.open(QFile::WriteOnly));
        mapping.write(m_serials.value(u"one"_s).value.toUtf8() + ",newest\ntwo," +
                      m_backups.value(u"one"_s).value.toUtf8());
        mapping.close();
        edit->clear();
        typeInto(edit, file);
        QTRY_COMPARE(find<QLabel>("restoreCsvLabel")->text(), u"The file names backups for 2 phones."_s);
        next();
        QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("restoreCheckLabel")->text(),
                                  u"2 phones: 2 ready, 0 with warnings, 0 refused"_s, kLong);
        next();
        QCOMPARE(find<QPlainTextEdit>("restoreCommandEdit")->toPlainText().count(u'\n'), 0); // One backup.
        startAndWait(8);
        QCOMPARE(note(u"two"_s), "note of one");
    }

    void goingBackChecksAnew()
    {
        openWizard("restoreOwnRadio");
        next();
        QTRY_COMPARE(find<QLabel>("restorePhonesLabel")->text(), u"1 phone ticked"_s);
        next();
        QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("restoreCheckLabel")->text(),
                                  u"1 phone: 1 ready, 0 with warnings, 0 refused"_s, kLong);
        click("restoreBackButton");
        clickItem("restorePhonesView", u"two"_s, true);
        next();
        QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("restoreCheckLabel")->text(),
                                  u"2 phones: 2 ready, 0 with warnings, 0 refused"_s, kLong);
        click("restoreCancelButton");
        QTRY_VERIFY(!find<QWidget>("restoreWizard") || !find<QWidget>("restoreWizard")->isVisible());
    }

    void theFirstPhoneIsTriedForTheOthers()
    {
        writeNote(u"two"_s, "untouched");
        openWizard("restoreOwnRadio");
        next();
        clickItem("restorePhonesView", u"two"_s, true);
        next();
        next();
        QVERIFY(find<QWidget>("restoreCanaryCheck")->isVisible());
        QVERIFY(m_ui.setFaults(u"one"_s, {u"diskFullAfterBytes=0"_s}));
        click("restoreConsentCheck");
        const BatchId held = hold(u"one"_s);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(held), JobStatus::Processing, kLong);
        click("restoreStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("jobsView"), 10, kLong);

        // Who quits now is told of the other phone, and it is not lost where they wait.
        QVERIFY(!m_ui.window()->close());
        QTRY_VERIFY(find<QWidget>("quitDialog")->isVisible());
        QCOMPARE(find<QLabel>("quitLabel")->text(), u"Not done yet: 2 jobs."_s);
        QCOMPARE(find<QLabel>("quitLaterLabel")->text(),
                 u"A restore tries one phone first. Left as before unless it may finish: 1 other phone."_s);
        click("quitButton");
        QVERIFY(m_ui.engine().jobs().cancelBatch(held));
        QTRY_VERIFY_WITH_TIMEOUT(!noticeSaying(u"The first phone was not restored"_s).isEmpty(), kLong);
        QCOMPARE(noticeSaying(u"The first phone was not restored"_s),
                 u"The first phone was not restored as a whole. Left as before: 1 other phone."_s);
        QVERIFY(m_ui.window()->isVisible());
        QCOMPARE(rowsOf("jobsView"), 10);
        QVERIFY2(textOf("jobsView", 0, 2).startsWith(u"Failed: Phone one has not enough free space."_s),
                 qPrintable(textOf("jobsView", 0, 2)));
        QCOMPARE(note(u"two"_s), "untouched");
        QVERIFY(m_ui.setFaults(u"one"_s, {}));
    }

    void nothingMoreIsBegunAfterSoManyFailures()
    {
        writeNote(u"two"_s, "untouched");
        openWizard("restoreOwnRadio");
        next();
        clickItem("restorePhonesView", u"two"_s, true);
        next();
        next();
        click("restoreCanaryCheck"); // All at once.
        auto *most = find<QSpinBox>("restoreMaxFailuresSpin");
        most->setFocus();
        most->selectAll();
        typeInto(most, u"1"_s);
        click("restoreConsentCheck");
        QTRY_VERIFY(find<QWidget>("restoreStartButton")->isEnabled());
        const BatchId held = hold(u"two"_s);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(held), JobStatus::Processing, kLong);
        QVERIFY(m_ui.setFaults(u"one"_s, {u"noExec=true"_s}));
        click("restoreStartButton");
        const QString told = u"Failures so far: 1. Left as before: 1 waiting phone."_s;
        QTRY_COMPARE_WITH_TIMEOUT(noticeSaying(u"Failures so far"_s), told, kLong);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("jobsView"), 13, kLong);
        QTRY_VERIFY_WITH_TIMEOUT(rowSaying("jobsView", u"Cancelled"_s, 2) >= 0, kLong);
        QVERIFY(m_ui.engine().jobs().cancelBatch(held));
        QVERIFY(m_ui.engine().jobs().waitFor(held, std::chrono::seconds(60)));
        QCOMPARE(note(u"two"_s), "untouched");
        QVERIFY(m_ui.setFaults(u"one"_s, {}));
    }
};

QTEST_MAIN(RestoreTest)
#include "tst_restore.moc"
