using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Examlet.Answers;
using Examlet.ExamSessions;
using Examlet.Files;
using Examlet.Receipts;
using Examlet.Storage;

namespace Examlet.Backups;

/// <summary>
/// Reads one state of the whole database, and reports everything that is not as it was written. It runs the engine's
/// own checks, and checks the digest of every version of every answer, the chain of every exam session, every receipt,
/// every save that is kept aside, and every uploaded file.
/// </summary>
/// <param name="database">The database, or the copy of it in a backup.</param>
/// <param name="keys">
/// The trusted keys; null if neither secret nor keys are at hand. Then signatures are not checked.
/// </param>
public sealed class Verification(Database database, IReadOnlyList<PublicKey>? keys)
{
    private const int Page = 200;
    private const int MaxFindings = 100;
    private readonly List<string> _findings = [];
    private readonly List<string> _unvouched = [];

    public long Answers { get; private set; }
    public long Sessions { get; private set; }
    public long Receipts { get; private set; }
    public long Files { get; private set; }

    /// <summary>The first 100 findings, one a line; empty if nothing is wrong.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>The first 100 receipts without a finding whose key is not of this secret.</summary>
    public IReadOnlyList<string> Unvouched => _unvouched;

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await database.SnapshotAsync(
                async reader =>
                {
                    foreach (var damage in await database.Engine.FindDamageAsync(reader))
                    {
                        Find(damage);
                    }

                    await SessionsAsync(reader);
                    await StraysAsync(reader);
                    await FilesAsync(reader);
                    return true;
                },
                cancellation
            );
        }
        catch (DbException fault) when (database.FaultOf(fault) == StoreFault.Damaged)
        {
            Find($"the database cannot be read any further: {fault.Message}");
        }
    }

    private async Task SessionsAsync(Reader reader)
    {
        var after = "";
        while (true)
        {
            var heads = await reader.QueryAsync<HeadRow>(
                """select id as "Id", last_link as "LastLink", chain as "Chain" from exam_session where id """
                    + """> @after order by id limit @limit""",
                new { after, limit = Page }
            );
            foreach (var head in heads)
            {
                Sessions++;
                await SessionAsync(reader, head);
            }

            if (heads.Count < Page)
            {
                return;
            }

            after = heads[^1].Id;
        }
    }

    private async Task SessionAsync(Reader reader, HeadRow head)
    {
        var versions = await AnswerStore.LinkedAsync(reader, head.Id);
        Answers += versions.Count;
        foreach (var fault in Proof.ErrorsIn(head.Id, new ChainHead(head.LastLink, head.Chain), versions))
        {
            Find(fault);
        }

        var files = await FileStore.DigestsAsync(reader, head.Id);
        foreach (var receipt in await ReceiptStore.ListAsync(reader, head.Id))
        {
            Receipts++;
            if (
                keys is not null
                && Judge(receipt, keys, versions, files) is (var status and not ReceiptStatus.Genuine, var reason)
            )
            {
                Add(status == ReceiptStatus.Changed ? _findings : _unvouched, $"{head.Id}: receipt {reason}");
            }
        }

        var aside = await reader.QueryAsync<AsideRow>(
            """select id as "Id", value as "Value", completed as "Completed", context as "Context", digest """
                + """as "Digest" from retained_save where session_id = @Id""",
            new { head.Id }
        );
        foreach (
            var changed in aside.Where(save =>
                new AnswerBody(save.Value, save.Completed == 1, save.Context).Digest() != save.Digest
            )
        )
        {
            Find($"{head.Id}: the save {changed.Id} that was kept aside is not what arrived");
        }
    }

    private static (ReceiptStatus Status, string? Reason) Judge(
        Receipt receipt,
        IReadOnlyList<PublicKey> keys,
        IReadOnlyList<LinkedVersion> versions,
        IReadOnlyDictionary<string, string> files
    )
    {
        try
        {
            return Proof.Judge(receipt, keys, versions, files);
        }
        catch (JsonException)
        {
            return (ReceiptStatus.Changed, $"{receipt.Code}: an answer on it is stored as no value at all");
        }
    }

    /// <summary>
    /// Finds answers without a session. On PostgreSQL no foreign key forbids them: it would look up and lock, for each
    /// row, the session that the same transaction changes.
    /// </summary>
    private async Task StraysAsync(Reader reader)
    {
        var strays = await reader.QueryAsync<string>(
            "select distinct v.session_id from answer_version v where not exists (select 1 from "
                + "exam_session s where s.id = v.session_id) order by v.session_id limit @limit",
            new { limit = MaxFindings }
        );
        foreach (var id in strays)
        {
            Find($"{id}: there are answers of this exam reader, but not the session");
        }
    }

    private async Task FilesAsync(Reader reader)
    {
        var files = await reader.QueryAsync<FileRow>(
            """select id as "Id", received as "Received", sha256 as "Sha256" from stored_file where """
                + """received > 0 order by id"""
        );
        foreach (var file in files)
        {
            Files++;
            var size = await reader.Files.SizeAsync(reader, file.Id);
            if (size < file.Received)
            {
                Find(
                    size < 0
                        ? $"file {file.Id}: it is missing"
                        : $"file {file.Id}: {size} bytes are there of {file.Received}"
                );
            }
            else if (file.Sha256 is not null && await DigestAsync(reader, file) != file.Sha256)
            {
                Find($"file {file.Id}: its bytes are not what was handed in");
            }
        }
    }

    private static async Task<string> DigestAsync(Reader reader, FileRow file)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (long at = 0; at < file.Received; )
        {
            var rest = buffer.AsMemory(0, (int)Math.Min(buffer.Length, file.Received - at));
            var read = await reader.Files.ReadAsync(reader, file.Id, at, rest, CancellationToken.None);
            if (read == 0)
            {
                break;
            }

            digest.AppendData(buffer, 0, read);
            at += read;
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private void Find(string finding) => Add(_findings, finding);

    private static void Add(List<string> list, string finding)
    {
        if (list.Count < MaxFindings)
        {
            list.Add(finding);
        }
    }

    private sealed record HeadRow
    {
        public string Id { get; init; } = "";
        public long LastLink { get; init; }
        public string? Chain { get; init; }
    }

    private sealed record AsideRow
    {
        public string Id { get; init; } = "";
        public string Value { get; init; } = "";
        public long Completed { get; init; }
        public string? Context { get; init; }
        public string Digest { get; init; } = "";
    }

    private sealed record FileRow
    {
        public string Id { get; init; } = "";
        public long Received { get; init; }
        public string? Sha256 { get; init; }
    }
}
