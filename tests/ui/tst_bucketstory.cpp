// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storeservice.h"
#include "tests/store/faultproxy.h"
#include "tests/store/swiftserver.h"
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"
#include "ui/widgets/roles.h"

#include <QComboBox>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace holdfast;
using namespace holdfast::test;
using namespace holdfast::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLong = 60000;
const QString kSecret = u"TESTSK"_s;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void type(const char *edit, const QString &text)
{
    auto *found = find<QLineEdit>(edit);
    QVERIFY2(found && found->isVisible(), edit);
    found->selectAll();
    typeInto(found, text);
}

/// What the cell's icon says.
QString iconOf(const char *view, int row, int column)
{
    const auto *found = find<QTreeView>(view);
    return found ? found->model()->index(row, column).data(ui::IconNameRole).toString() : QString();
}

} // namespace

/// A bucket of a real S3 server, from the dialog that adds it to a phone that is restored from it; and what
/// the window says when the service does not want.
class BucketStoryTest : public QObject
{
    Q_OBJECT

    SwiftServer m_server;
    UiFixture m_ui;
    std::unique_ptr<FaultProxy> m_proxy;

    void openDialog()
    {
        m_ui.press(Qt::Key_5, Qt::ControlModifier);
        auto *action = m_ui.window()->findChild<QAction *>(u"storeAddAction"_s);
        QVERIFY(action);
        action->trigger();
        QTRY_VERIFY(find<QWidget>("storeDialog")->isVisible());
        auto *kind = find<QComboBox>("storeKindCombo");
        kind->setCurrentIndex(kind->count() - 1);
        QTRY_VERIFY(find<QWidget>("storeBucketEdit")->isVisible());
        auto *place = find<QComboBox>("storeSecretPlaceCombo");
        place->setCurrentIndex(place->findData(u"kept"_s));
        type("storeNameEdit", u"cloud"_s);
    }

    void fill(const QString &bucket, const QString &endpoint, const QString &secret)
    {
        type("storeBucketEdit", bucket);
        type("storePrefixEdit", u"east"_s);
        type("storeEndpointEdit", endpoint);
        type("storeAccessKeyEdit", u"test:tester"_s);
        type("storeSecretEdit", secret);
    }

    /// Presses Add, and waits for the sentence that says why not.
    static QString refusal()
    {
        click("storeDialogAddButton");
        static_cast<void>(
            QTest::qWaitFor([] { return find<QWidget>("storeProblemLabel")->isVisible(); }, kLong));
        return find<QLabel>("storeProblemLabel")->text();
    }

    /// Tests the store on its page and waits for the end.
    void testStore()
    {
        clickItem("storesView", u"cloud"_s);
        QTRY_VERIFY(find<QWidget>("storeTestButton")->isEnabled());
        click("storeTestButton");
        QTRY_VERIFY_WITH_TIMEOUT(!iconOf("storeTestView", 0, 2).isEmpty(), kLong);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_server.start())
            QSKIP(qPrintable(m_server.whyNot()));
        (void)m_server.bucket(u"phones"_s);
        m_proxy = std::make_unique<FaultProxy>(m_server.port());
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        QVERIFY2(!m_ui.addPhone(u"golden"_s).isEmpty(), qPrintable(m_ui.error()));
        QVERIFY2(!m_ui.addPhone(u"spare"_s, u"none"_s).isEmpty(), qPrintable(m_ui.error()));
        QVERIFY(m_ui.openWindow(u"storesPage"_s));
    }

    void cleanup()
    {
        if (m_proxy)
            m_proxy->choose({});
        // Whatever went wrong: the secret is nowhere to be read.
        for (const QWidget *widget : QApplication::allWidgets()) {
            const auto *label = qobject_cast<const QLabel *>(widget);
            QVERIFY(!label || !label->text().contains(kSecret));
            QVERIFY(!widget->toolTip().contains(kSecret));
        }
    }

    void whatIsMissingIsSaid()
    {
        openDialog();
        QVERIFY(!find<QWidget>("storeDialogAddButton")->isEnabled());
        QCOMPARE(find<QWidget>("storeDialogAddButton")->toolTip(), u"Name the bucket."_s);
        type("storeBucketEdit", u"phones"_s);
        QCOMPARE(find<QWidget>("storeDialogAddButton")->toolTip(), u"Name the server's endpoint."_s);
        type("storeEndpointEdit", u"https://store.example"_s);
        QCOMPARE(find<QWidget>("storeDialogAddButton")->toolTip(), u"Give the access key."_s);
        type("storeAccessKeyEdit", u"AK"_s);
        QCOMPARE(find<QWidget>("storeDialogAddButton")->toolTip(), u"Give the secret of the access key."_s);
        type("storeSecretEdit", u"x"_s);
        QVERIFY(find<QWidget>("storeDialogAddButton")->isEnabled());
        QCOMPARE(find<QLineEdit>("storeSecretEdit")->echoMode(), QLineEdit::Password);
        QVERIFY(find<QLabel>("storeSecretWordsLabel")->text().contains(u"not encrypted"_s));
        click("storeCancelButton");
    }

    void mistakesAreNamed()
    {
        const QString here = u"http://127.0.0.1:%1"_s.arg(m_proxy->port());
        openDialog();
        fill(u"phones"_s, here, u"WRONG"_s);
        QVERIFY2(refusal().contains(u"refuses the access key"_s), qPrintable(refusal()));
        fill(u"not-there"_s, here, kSecret);
        QVERIFY2(refusal().contains(u"no such bucket"_s), qPrintable(refusal()));
        fill(u"phones"_s, u"http://127.0.0.1:1"_s, kSecret);
        QVERIFY2(refusal().contains(u"cannot be reached"_s), qPrintable(refusal()));
        fill(u"phones"_s, u"http://192.0.2.1"_s, kSecret);
        QVERIFY2(refusal().contains(u"https://"_s), qPrintable(refusal()));
        const QString key = m_ui.folder() + u"/key.pem"_s;
        const QString certificate = m_ui.folder() + u"/certificate.pem"_s;
        QCOMPARE(QProcess::execute(u"openssl"_s,
                                   {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s,
                                    u"-keyout"_s, key, u"-out"_s, certificate, u"-days"_s, u"2"_s, u"-subj"_s,
                                    u"/CN=127.0.0.1"_s, u"-addext"_s, u"subjectAltName=IP:127.0.0.1"_s}),
                 0);
        m_ui.heartbeat().start(); // This thread waited for the key.
        const FaultProxy secure(m_server.port(), certificate, key);
        fill(u"phones"_s, u"https://127.0.0.1:%1"_s.arg(secure.port()), kSecret);
        QVERIFY2(refusal().contains(u"does not trust"_s), qPrintable(refusal()));
        click("storeCancelButton");
        QTRY_COMPARE(rowsOf("storesView"), 0);
        QVERIFY(contentOf(m_ui.folder() + u"/data/catalog.sqlite"_s).size() > 0);
        QVERIFY(!contentOf(m_ui.folder() + u"/data/catalog.sqlite"_s).contains(kSecret.toUtf8()));
    }

    void aBucketIsTriedAndAdded()
    {
        openDialog();
        fill(u"phones"_s, u"http://127.0.0.1:%1"_s.arg(m_proxy->port()), kSecret);
        click("storeDialogTestButton");
        QTRY_COMPARE(rowsOf("storeTrialView"), 7);
        QTRY_VERIFY_WITH_TIMEOUT(!iconOf("storeTrialView", 6, 2).isEmpty(), kLong);
        for (int row = 0; row < 7; ++row) {
            QCOMPARE(textOf("storeTrialView", row, 2), u"Works"_s);
            QVERIFY(textOf("storeTrialView", row, 1).endsWith(u" ms"_s));
        }
        QCOMPARE(textOf("storeTrialView", 5, 0), u"Write in parts"_s);
        QTRY_VERIFY(find<QWidget>("storeDialogAddButton")->isEnabled());
        click("storeDialogAddButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("storesView"), 1, kLong);
        QTRY_COMPARE(textOf("storesView", 0, 1), u"Answers"_s);
        QCOMPARE(textOf("storesView", 0, 2), u"s3://phones/east"_s);
        QTRY_COMPARE(find<QToolButton>("storeHealthButton")->text(), u"1 store in order"_s);
        QVERIFY(!contentOf(m_ui.folder() + u"/data/catalog.sqlite"_s).contains(kSecret.toUtf8()));
    }

    void aBucketIsChanged()
    {
        const auto before = m_ui.engine().stores().show(u"cloud"_s);
        QVERIFY(before);
        QJsonObject options = before->options;
        options.insert(u"metadata"_s, QJsonObject{{u"team"_s, u"phones"_s}});
        QVERIFY(m_ui.engine().stores().change({.name = u"cloud"_s, .url = before->url, .options = options},
                                              CancelToken()));
        clickItem("storesView", u"cloud"_s);
        QTRY_VERIFY(find<QWidget>("storeChangeButton")->isEnabled());
        click("storeChangeButton");
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("storeDialog") && find<QWidget>("storeDialog")->isVisible(),
                                 kLong);
        QCOMPARE(find<QWidget>("storeDialog")->windowTitle(), u"Change store cloud"_s);
        QVERIFY(!find<QWidget>("storeNameEdit")->isEnabled());
        QCOMPARE(find<QLineEdit>("storeBucketEdit")->text(), u"phones"_s);
        QCOMPARE(find<QLineEdit>("storePrefixEdit")->text(), u"east"_s);
        QCOMPARE(find<QLineEdit>("storeSecretEdit")->text(), QString());
        auto *check = find<QComboBox>("storeCheckCombo");
        check->setCurrentIndex(check->findData(u"every-byte"_s));

        // Another key needs its secret; a wrong one changes nothing.
        type("storeAccessKeyEdit", u"nobody"_s);
        QVERIFY(!find<QWidget>("storeDialogAddButton")->isEnabled());
        type("storeSecretEdit", u"WRONG"_s);
        QVERIFY2(refusal().contains(u"refuses the access key"_s), qPrintable(refusal()));
        QVERIFY(!m_ui.engine().stores().show(u"cloud"_s)->options.contains(u"check"_s));

        type("storeAccessKeyEdit", u"test:tester"_s);
        find<QLineEdit>("storeSecretEdit")->clear();
        QTRY_VERIFY(find<QWidget>("storeDialogAddButton")->isEnabled());
        click("storeDialogAddButton");
        QTRY_VERIFY_WITH_TIMEOUT(!m_ui.window()->findChild<QWidget *>(u"storeDialog"_s), kLong);
        const auto changed = m_ui.engine().stores().show(u"cloud"_s);
        QVERIFY(changed);
        QCOMPARE(changed->url, u"s3://phones/east"_s);
        QCOMPARE(changed->options["check"_L1].toString(), u"every-byte"_s);
        QCOMPARE(changed->options["metadata"_L1]["team"_L1].toString(), u"phones"_s);
        QVERIFY(m_ui.engine().stores().look(u"cloud"_s, CancelToken()));
    }

    void whatTheServiceSaysIsTold_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("state");
        QTest::newRow("expired token") << QByteArray("400 Bad Request") << QByteArray("ExpiredToken")
                                       << u"whether they have expired"_s << u"Key refused"_s;
        QTest::newRow("server full") << QByteArray("507 Insufficient Storage")
                                     << QByteArray("InsufficientStorage") << u"full"_s << u"Full"_s;
        QTest::newRow("bucket gone") << QByteArray("404 Not Found") << QByteArray("NoSuchBucket")
                                     << u"no such bucket"_s << u"Bucket gone"_s;
        QTest::newRow("wrong secret") << QByteArray("403 Forbidden") << QByteArray("SignatureDoesNotMatch")
                                      << u"refuses the access key"_s << u"Key refused"_s;
        QTest::newRow("no right") << QByteArray("403 Forbidden") << QByteArray("AccessDenied") << u"rights"_s
                                  << u"Trouble"_s;
    }

    void whatTheServiceSaysIsTold()
    {
        QFETCH(const QByteArray, status);
        QFETCH(const QByteArray, code);
        QFETCH(const QString, sentence);
        QFETCH(const QString, state);
        m_proxy->say(status, code);
        m_proxy->choose([](const FaultProxy::Seen &) { return FaultProxy::Fault::Says; });
        testStore();
        QCOMPARE(iconOf("storeTestView", 0, 2), u"error"_s);
        const QString told = textOf("storeTestView", 0, 2);
        QVERIFY2(told.contains(sentence, Qt::CaseInsensitive), qPrintable(told));
        QTRY_COMPARE(textOf("storeTestView", 6, 2), u"Not tried"_s);
        QTRY_COMPARE(textOf("storesView", 0, 1), state);
        QTRY_COMPARE(find<QToolButton>("storeHealthButton")->text(), u"Store cloud: "_s + state);
        m_proxy->choose({});
        testStore();
        QTRY_COMPARE_WITH_TIMEOUT(iconOf("storeTestView", 6, 2), u"ok"_s, kLong);
        QTRY_COMPARE(textOf("storesView", 0, 1), u"Answers"_s);
    }

    void aPhoneIsBackedUpIntoTheBucket()
    {
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        clickItem("phonesView", u"golden"_s);
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("phonesBackupButton")->isEnabled(), kLong);
        click("phonesBackupButton");
        QTRY_VERIFY(find<QWidget>("backupDialog")->isVisible());
        click("backupWholeRadio");
        auto *stores = find<QComboBox>("backupStoreCombo");
        QTRY_VERIFY(stores->findData(u"cloud"_s) >= 0);
        stores->setCurrentIndex(stores->findData(u"cloud"_s));
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("backupStartButton")->isEnabled(), kLong);
        click("backupStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("jobsView"), 1, kLong);
        QTRY_COMPARE_WITH_TIMEOUT(textOf("jobsView", 0, 2), u"Done"_s, kLong);
    }

    void aScanCanBeStoppedAndGoneOnWith()
    {
        m_ui.press(Qt::Key_5, Qt::ControlModifier);
        clickItem("storesView", u"cloud"_s);
        m_proxy->choose([](const FaultProxy::Seen &) { return FaultProxy::Fault::Stall; });
        click("storeRescanButton");
        QTRY_VERIFY(find<QWidget>("storeScanPanel")->isVisible());
        QVERIFY(!find<QWidget>("storeRescanButton")->isEnabled());
        QVERIFY(find<QLabel>("storeScanLabel")->text().startsWith(u"Scanning cloud"_s));
        click("storeScanStopButton");
        QTRY_VERIFY_WITH_TIMEOUT(!find<QWidget>("storeScanPanel")->isVisible(), kLong);
        QTRY_VERIFY(!noticeSaying(u"The scan of store cloud was stopped"_s).isEmpty());
        m_proxy->choose({});
        QTRY_VERIFY(find<QWidget>("storeRescanButton")->isEnabled());
        click("storeRescanButton");
        QTRY_VERIFY_WITH_TIMEOUT(
            !noticeSaying(u"Store cloud: 1 archives seen, 0 added, 1 confirmed"_s).isEmpty(), kLong);
    }

    void anotherPhoneIsRestoredFromIt()
    {
        m_ui.press(Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(rowSaying("backupsView", u"golden"_s, 1) >= 0);
        auto *list = find<QTableView>("backupsView");
        QTest::mouseClick(
            list->viewport(), Qt::LeftButton, {},
            list->visualRect(list->model()->index(rowSaying("backupsView", u"golden"_s, 1), 1)).center());
        QTRY_VERIFY(find<QWidget>("backupsRestoreButton")->isEnabled());
        click("backupsRestoreButton");
        QTRY_VERIFY(find<QWidget>("restoreWizard")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("restoreNextButton")->isEnabled(), kLong);
        click("restoreNextButton");
        clickItem("restorePhonesView", u"spare"_s, true);
        QTRY_VERIFY(find<QWidget>("restoreNextButton")->isEnabled());
        click("restoreNextButton");
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("restoreNextButton")->isEnabled(), kLong);
        click("restoreNextButton");
        click("restoreConsentCheck");
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("restoreStartButton")->isEnabled(), kLong);
        click("restoreStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("jobsView"), 2, kLong);
        QTRY_COMPARE_WITH_TIMEOUT(textOf("jobsView", 0, 2), u"Done"_s, kLong);
        int files = 0;
        const QString media = u"/data/media/0/"_s;
        QDirIterator walk(m_ui.phoneRoot(u"golden"_s) + media, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = walk.next();
            const QString copy = m_ui.phoneRoot(u"spare"_s) + path.mid(m_ui.phoneRoot(u"golden"_s).size());
            QVERIFY2(contentOf(copy) == contentOf(path), qPrintable(copy));
            ++files;
        }
        QVERIFY(files > 3);
    }
};

QTEST_MAIN(BucketStoryTest)
#include "tst_bucketstory.moc"
