using System.Security.Cryptography;
using System.Text;

namespace Examlet.Tests.Files;

/// <summary>What a file is shows by its content, however it comes, and by its whole.</summary>
public sealed class JudgingTests(ExamletServers servers)
{
    [Theory]
    [AllStores(1)]
    [AllStores(2)]
    [AllStores(50)]
    public async Task A_program_in_chunks_is_refused_however_small_they_are(Store store, int first)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        byte[] bytes = [.. "MZ"u8, 0x90, 0, .. new byte[5000]];
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "homework.pdf", bytes.Length)).Value("id");
        (await sitting.Student.SendChunkAsync(id, 0, bytes[..first])).ShouldBe(200);

        (await sitting.Student.SendChunkAsync(id, first, bytes[first..]))
            .ShouldBeProblem(400, "file-not-accepted")
            .Value("reason")
            .ShouldBe("type");

        (await sitting.Student.GetAsync($"/embed-api/files/{id}")).ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task What_is_there_before_a_file_is_judged_has_no_type(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, "drawing", 5000, "image/svg+xml")).Value("id");
        (await sitting.Student.SendChunkAsync(id, 0, Sample.Svg)).ShouldBe(200);

        var download = (await workspace.Owner.GetAsync($"{sitting.Path}/files/{id}")).ShouldBe(200);

        download.MediaType.ShouldBe("application/octet-stream");
        download.Disposition!.DispositionType.ShouldBe("attachment");
    }

    [Theory, AllStores]
    public async Task A_recording_may_begin_with_a_few_bytes(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Voice("Say it")]);
        var id = (
            await sitting.Student.AnnounceAsync(sitting.Question, "recording.webm", size: null, "audio/webm")
        ).Value("id");
        (await sitting.Student.SendChunkAsync(id, 0, Sample.Voice[..3])).ShouldBe(200);
        (await sitting.Student.SendChunkAsync(id, 3, Sample.Voice[3..])).ShouldBe(200);

        (await sitting.Student.SendChunkAsync(id, Sample.Voice.Length, new byte[5000])).ShouldBe(
            200,
            new { type = "audio/webm" }
        );
    }

    [Theory]
    [AllStores("a.msi")]
    [AllStores("a.vbs")]
    [AllStores("a.hta")]
    [AllStores("a.js")]
    [AllStores("a.jar")]
    [AllStores("homework.pdf.lnk")]
    public async Task A_name_by_which_a_computer_may_run_it_is_refused(Store store, string name)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file", ["*/*", ".txt", ".zip"])]);
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, name, 4)).Value("id");

        (await sitting.Student.SendChunkAsync(id, 0, [.. "text"u8]))
            .ShouldBeProblem(400, "file-not-accepted")
            .Value("reason")
            .ShouldBe("type");
    }

    [Theory, AllStores]
    public async Task An_installer_or_a_document_with_macros_is_refused_whatever_its_name_once_it_is_whole(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);
        var installer = Ole(700_000, [0x84, 0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]);
        var macros = Ole((1 << 20) - 7, Encoding.Unicode.GetBytes("_VBA_PROJECT"));
        var late = Sample.Zip([
            ("[Content_Types].xml", [1]),
            ("media.bin", RandomNumberGenerator.GetBytes(100_000)),
            ("word/document.xml", [1]),
            ("word/vbaProject.bin", [1]),
        ]);

        foreach (var (name, bytes) in new[] { ("letter.doc", installer), ("sheet.xls", macros), ("essay.docx", late) })
        {
            (await SendAsync(sitting, name, bytes)).ShouldBeProblem(400, "file-not-accepted");
        }
    }

    [Theory, AllStores]
    public async Task A_document_is_known_by_the_directory_of_its_archive_wherever_its_parts_stand(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A document", [".docx"])]);
        var document = Sample.Zip([
            ("[Content_Types].xml", [1]),
            ("media.bin", RandomNumberGenerator.GetBytes(100_000)),
            ("word/document.xml", [1]),
        ]);
        var archive = Sample.Zip([
            ("a.txt", [1]),
            ("media.bin", RandomNumberGenerator.GetBytes(100_000)),
            ("crossword/b.txt", [1]),
        ]);

        (await SendAsync(sitting, "essay.docx", document)).ShouldBe(200, new { complete = true });

        (await SendAsync(sitting, "essay.docx", archive)).ShouldBeProblem(400, "file-not-accepted");
    }

    [Theory]
    [AllStores("#!/usr/bin/env python3\nprint(1)\n", "solution.py", ".py")]
    [AllStores("#!/bin/bash\n", "run.sh", ".sh")]
    [AllStores("el.innerHTML = \"<body>\";", "app.js", ".js")]
    [AllStores("<!DOCTYPE html>\n<?php echo 1; ?>", "index.php", ".php")]
    public async Task Source_code_is_taken_where_it_is_asked_for(Store store, string text, string name, string entry)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("Code", [entry])]);

        (await SendAsync(sitting, name, Encoding.UTF8.GetBytes(text))).ShouldBe(
            200,
            new { complete = true, type = "text/plain" }
        );
    }

    [Theory]
    [AllStores("utf-16le", "text/plain; charset=utf-16le")]
    [AllStores("utf-16be", "text/plain; charset=utf-16be")]
    [AllStores("utf-8", "text/plain; charset=utf-8")]
    [AllStores("latin1", "text/plain")]
    public async Task Text_is_given_back_with_its_charset(Store store, string charset, string type)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A text")]);
        var encoding = Encoding.GetEncoding(charset);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("Größe")];
        var file = (await SendAsync(sitting, "text.txt", bytes)).ShouldBe(200);

        var download = (await workspace.Owner.GetAsync(new Uri(file.Value("url")).PathAndQuery)).ShouldBe(200);

        download.ContentType.ShouldBe(type);
        download.Bytes.ShouldBe(bytes);
    }

    /// <summary>A container of an older office program with such bytes somewhere in it.</summary>
    private static byte[] Ole(int at, byte[] inside)
    {
        var bytes = new byte[at + 100_000];
        Sample.Ole.CopyTo(bytes, 0);
        inside.CopyTo(bytes, at);
        return bytes;
    }

    private static async Task<Reply> SendAsync(Sitting sitting, string name, byte[] bytes)
    {
        const int Chunk = 50_000;
        var id = (await sitting.Student.AnnounceAsync(sitting.Question, name, bytes.Length)).ShouldBe(201).Value("id");
        for (var at = 0; ; at += Chunk)
        {
            var reply = await sitting.Student.SendChunkAsync(id, at, bytes[at..Math.Min(bytes.Length, at + Chunk)]);
            if (reply.Status != 200 || at + Chunk >= bytes.Length)
            {
                return reply;
            }
        }
    }
}
