// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stores/bucketform.h"

#include "ui/shell/icons.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QTabWidget>
#include <QToolButton>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastPart = 5;
constexpr int kMostPart = 256;
constexpr int kMostSeconds = 3600;
constexpr int kMostMinutes = 1440;
constexpr int kMostLockDays = 36'500;

QLineEdit *makeEdit(const QString &objectName, const QString &accessibleName, const QString &example = {})
{
    auto *edit = named(new QLineEdit, objectName, accessibleName);
    edit->setPlaceholderText(example);
    return edit;
}

QSpinBox *makeSpin(const QString &objectName, const QString &accessibleName, int least, int most, int usual)
{
    auto *spin = named(new QSpinBox, objectName, accessibleName);
    spin->setRange(least, most);
    spin->setValue(usual);
    return spin;
}

QComboBox *makeCombo(const QString &objectName, const QString &accessibleName,
                     const QList<std::pair<QString, QString>> &choices)
{
    auto *combo = named(new QComboBox, objectName, accessibleName);
    for (const auto &[text, word] : choices)
        combo->addItem(text, word);
    return combo;
}

} // namespace

BucketForm::BucketForm(QWidget *parent)
    : QWidget(parent),
      m_tabs(named(new QTabWidget, u"storeBucketTabs"_s, tr("Settings of the bucket"))),
      m_bucket(makeEdit(u"storeBucketEdit"_s, tr("Bucket"))),
      m_prefix(makeEdit(u"storePrefixEdit"_s, tr("Folder in the bucket"), tr("none"))),
      m_region(makeEdit(u"storeRegionEdit"_s, tr("Region"))),
      m_endpoint(makeEdit(u"storeEndpointEdit"_s, tr("Endpoint"))),
      m_secretPlace(named(new QComboBox, u"storeSecretPlaceCombo"_s, tr("Where the secret is"))),
      m_accessKey(makeEdit(u"storeAccessKeyEdit"_s, tr("Access key"))),
      m_secret(makeEdit(u"storeSecretEdit"_s, tr("Secret"))),
      m_secretName(makeEdit(u"storeSecretNameEdit"_s, tr("Name of the secret's place"))),
      m_secretNameTitle(named(new QLabel, u"storeSecretNameLabel"_s)),
      m_secretWords(named(new WrapLabel, u"storeSecretWordsLabel"_s)),
      m_check(makeCombo(u"storeCheckCombo"_s, tr("Check of new backups"),
                        {{tr("As thorough as the service's own checks need"), QString()},
                         {tr("Read every byte back"), u"every-byte"_s},
                         {tr("Read the index and samples back"), u"sampled"_s},
                         {tr("Trust the service's own hash, read the index"), u"store"_s}})),
      m_lockDays(makeSpin(u"storeLockSpin"_s, tr("Days of the lock"), 0, kMostLockDays, 0)),
      m_lockMode(makeCombo(
          u"storeLockModeCombo"_s, tr("Who may take a lock away"),
          {{tr("Those with a special right"), u"governance"_s}, {tr("Nobody at all"), u"compliance"_s}})),
      m_storageClass(named(new QComboBox, u"storeClassCombo"_s, tr("Storage class"))),
      m_encryption(makeCombo(u"storeEncryptionCombo"_s, tr("Encryption at the service"),
                             {{tr("As the bucket is set up"), QString()},
                              {tr("AES-256, keys of the service"), u"AES256"_s},
                              {tr("Key service (KMS)"), u"aws:kms"_s}})),
      m_kmsKey(makeEdit(u"storeKmsKeyEdit"_s, tr("Key of the key service"), tr("the service's own"))),
      m_tags(makeEdit(u"storeTagsEdit"_s, tr("Tags of the objects"), u"team=phones, cost=42"_s)),
      m_addressing(makeCombo(u"storeAddressingCombo"_s, tr("Where the bucket stands"),
                             {{tr("As the service is known for"), QString()},
                              {tr("In the host's name"), u"host"_s},
                              {tr("In the path"), u"path"_s}})),
      m_caFile(makeEdit(u"storeCaFileEdit"_s, tr("Certificates"), tr("those of this computer"))),
      m_plainHttp(named(new QCheckBox(tr("Allow http:// to another computer")), u"storePlainHttpCheck"_s)),
      m_partSize(
          makeSpin(u"storePartSpin"_s, tr("Size of the first parts"), kLeastPart, kMostPart, kUsualPart)),
      m_timeout(makeSpin(u"storeTimeoutSpin"_s, tr("Silence before a connection is given up"), 1,
                         kMostSeconds, kUsualSeconds)),
      m_patience(makeSpin(u"storePatienceSpin"_s, tr("Wait for a service that stopped answering"), 0,
                          kMostMinutes, kUsualMinutes))
{
    m_tabs->setDocumentMode(true);
    // Room for the longest of its sentences: nothing is cut off or moves when another is chosen.
    m_secretWords->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_secretWords->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_secret->setEchoMode(QLineEdit::Password);
    m_storageClass->setEditable(true);
    m_storageClass->lineEdit()->setPlaceholderText(tr("the service's usual one"));
    m_lockDays->setSpecialValueText(tr("no lock"));
    m_lockDays->setSuffix(tr(" days"));
    m_partSize->setSuffix(u" MiB"_s);
    m_timeout->setSuffix(tr(" seconds"));
    m_patience->setSuffix(tr(" minutes"));
    if (StoreService::hasKeyStore())
        m_secretPlace->addItem(tr("Keep it in the system's key store"), u"keystore"_s);
    m_secretPlace->addItem(tr("Keep it in a file that only you can read"), u"kept"_s);
    m_secretPlace->addItem(tr("Read it from a file each time"), u"file"_s);
    m_secretPlace->addItem(tr("Read it from an environment variable each time"), u"variable"_s);
    m_secretPlace->addItem(tr("A profile of the AWS tools"), u"profile"_s);
    m_secretPlace->addItem(tr("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"), u"environment"_s);
    m_tabs->addTab(makePlace(), tr("Place and keys"));
    m_tabs->addTab(makeBackups(), tr("New backups"));
    m_tabs->addTab(makeConnection(), tr("Connection"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
    connectAll();
    setService(Service::Aws);
}

QWidget *BucketForm::makePlace()
{
    auto *page = new QWidget;
    m_placeLayout = new QFormLayout(page);
    m_placeLayout->addRow(tr("Bucket"), m_bucket);
    m_placeLayout->addRow(tr("Folder in the bucket"), m_prefix);
    m_placeLayout->addRow(tr("Region"), m_region);
    m_placeLayout->addRow(tr("Endpoint"), m_endpoint);
    m_placeLayout->addRow(tr("Secret"), m_secretPlace);
    m_placeLayout->addRow(QString(), m_secretWords);
    m_placeLayout->addRow(tr("Access key"), m_accessKey);
    m_placeLayout->addRow(tr("Secret of the key"), m_secret);
    m_secretNameRow =
        withFileButton(m_secretName, u"storeSecretFileButton"_s, tr("Choose the secret's file"));
    m_secretFileButton = m_secretNameRow->findChild<QToolButton *>();
    m_placeLayout->addRow(m_secretNameTitle, m_secretNameRow);
    return page;
}

QWidget *BucketForm::makeBackups()
{
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->addRow(tr("Check"), m_check);
    form->addRow(tr("Lock each for"), m_lockDays);
    form->addRow(tr("The lock can be taken away by"), m_lockMode);
    form->addRow(tr("Storage class"), m_storageClass);
    form->addRow(tr("Encryption"), m_encryption);
    form->addRow(tr("Key of the key service"), m_kmsKey);
    form->addRow(tr("Tags"), m_tags);
    auto *words = named(new WrapLabel, u"storeBackupsWordsLabel"_s);
    words->setText(
        tr("A lock needs a bucket that is set up for it (object lock). Classes whose objects cannot be "
           "read at once are of no use: each backup is read back."));
    form->addRow(QString(), words);
    return page;
}

QWidget *BucketForm::makeConnection()
{
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->addRow(tr("Bucket stands"), m_addressing);
    form->addRow(tr("Certificates to trust"),
                 withFileButton(m_caFile, u"storeCaFileButton"_s, tr("Choose a file of certificates")));
    form->addRow(QString(), m_plainHttp);
    form->addRow(tr("Write in parts of"), m_partSize);
    form->addRow(tr("A connection may be silent for"), m_timeout);
    form->addRow(tr("Wait for the service for"), m_patience);
    auto *words = named(new WrapLabel, u"storeConnectionWordsLabel"_s);
    words->setText(
        tr("So long a backup or restore that has begun waits for a service that does not answer any "
           "more, before it fails. With http:// everybody on the way can read all."));
    form->addRow(QString(), words);
    return page;
}

QWidget *BucketForm::withFileButton(QLineEdit *edit, const QString &objectName, const QString &title)
{
    auto *row = new QWidget;
    auto *button = named(new QToolButton, objectName, title);
    button->setIcon(icon("folder"_L1));
    button->setToolTip(title);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(edit, 1);
    layout->addWidget(button);
    connect(button, &QToolButton::clicked, this, [this, edit, objectName, title] {
        chooseFile(edit, QString(objectName).replace(u"Button"_s, u"Dialog"_s), title);
    });
    return row;
}

void BucketForm::chooseFile(QLineEdit *edit, const QString &objectName, const QString &title)
{
    auto *dialog = named(new QFileDialog(this, title, edit->text()), objectName);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
    dialog->open();
}

void BucketForm::connectAll()
{
    for (QLineEdit *edit : findChildren<QLineEdit *>())
        connect(edit, &QLineEdit::textChanged, this, &BucketForm::review);
    for (QComboBox *combo : findChildren<QComboBox *>())
        connect(combo, &QComboBox::currentIndexChanged, this, &BucketForm::review);
    for (QSpinBox *spin : findChildren<QSpinBox *>())
        connect(spin, &QSpinBox::valueChanged, this, &BucketForm::review);
    connect(m_plainHttp, &QCheckBox::toggled, this, &BucketForm::review);
}

void BucketForm::setService(Service service)
{
    m_service = service;
    struct Examples
    {
        QString bucket, region, endpoint, accessKey;
        QStringList classes;
    };
    static const Examples all[] = {
        {u"backups"_s,
         u"eu-central-1"_s,
         u"https://s3.eu-central-1.amazonaws.com"_s,
         u"AKIA…"_s,
         {u"STANDARD"_s, u"STANDARD_IA"_s, u"INTELLIGENT_TIERING"_s, u"GLACIER_IR"_s}},
        {u"backups"_s,
         u"cn-hangzhou"_s,
         u"https://s3.oss-cn-hangzhou.aliyuncs.com"_s,
         u"LTAI…"_s,
         {u"Standard"_s, u"IA"_s}},
        {u"backups"_s,
         u"cn-north-4"_s,
         u"https://obs.cn-north-4.myhuaweicloud.com"_s,
         {},
         {u"STANDARD"_s, u"WARM"_s}},
        {u"backups"_s, u"us-east-1"_s, u"https://minio.example.com:9000"_s, {}, {u"STANDARD"_s}}};
    const Examples &examples = all[int(service)];
    m_bucket->setPlaceholderText(examples.bucket);
    m_region->setPlaceholderText(examples.region);
    m_endpoint->setPlaceholderText(examples.endpoint);
    m_accessKey->setPlaceholderText(examples.accessKey);
    const QString before = m_storageClass->currentText();
    m_storageClass->clear();
    m_storageClass->addItems(examples.classes);
    m_storageClass->setCurrentText(before);
    review();
}

QString BucketForm::secretKind() const
{
    return m_secretPlace->currentData().toString();
}

QString BucketForm::secretSentence() const
{
    const QString kind = secretKind();
    if (kind == "keystore"_L1)
        return tr("The secret is kept by your desktop's key store and nowhere else.");
    if (kind == "kept"_L1)
        return tr(
            "The secret is written, not encrypted, to a file of the data folder that only you can read. "
            "Whoever copies the data folder has it.");
    if (kind == "file"_L1)
        return tr("The first line of the file is the secret. Holdfast keeps the file's name only.");
    if (kind == "variable"_L1)
        return tr("Holdfast keeps the variable's name only. It must be set whenever Holdfast runs.");
    if (kind == "profile"_L1)
        return tr(
            "Key and secret are read from ~/.aws/credentials each time. Holdfast keeps the profile's name "
            "only.");
    return tr("Key and secret are read from the environment each time. Holdfast keeps neither.");
}

void BucketForm::review()
{
    const QString kind = secretKind();
    const bool typed = kind == "keystore"_L1 || kind == "kept"_L1;
    const bool nameless = typed || kind == "environment"_L1;
    const bool ownKey = kind == "profile"_L1 || kind == "environment"_L1;
    const auto show = [this](QWidget *field, bool shown) {
        field->setVisible(shown);
        if (QWidget *label = m_placeLayout->labelForField(field))
            label->setVisible(shown);
    };
    show(m_accessKey, !ownKey);
    show(m_secret, typed);
    show(m_secretNameRow, !nameless);
    m_secretFileButton->setVisible(kind == "file"_L1);
    m_secretNameTitle->setText(kind == "file"_L1       ? tr("File of the secret")
                               : kind == "variable"_L1 ? tr("Variable")
                                                       : tr("Profile"));
    m_secretName->setAccessibleName(m_secretNameTitle->text());
    m_secretWords->setText(secretSentence());
    m_lockMode->setEnabled(m_lockDays->value() > 0);
    m_kmsKey->setEnabled(m_encryption->currentData().toString() == "aws:kms"_L1);
    Q_EMIT changed();
}

} // namespace holdfast::ui
