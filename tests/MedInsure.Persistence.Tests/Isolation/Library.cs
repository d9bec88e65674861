namespace MedInsure.Persistence.Tests.Isolation;

/// <summary>政策文件库 in plain SQL, for the bureau and the person of the connection.</summary>
internal static class Library
{
    /// <summary>A document with a relation, a changed and marked clause and a file: a row in each table.</summary>
    public const string OneOfEach =
        """
        INSERT INTO document (tenant_id, number, title, issuers, openness, held, by_user, at) VALUES (app.tid(), '甲医保发〔2020〕1号', '通知', '{甲}', 'Open', true, app.uid(), now());
        INSERT INTO document_relation (tenant_id, document_id, kind, number) SELECT tenant_id, id, 'Implements', '乙医保发〔2020〕2号' FROM document WHERE tenant_id = app.tid();
        INSERT INTO document_clause (tenant_id, document_id, path, position, text, form, by_user, at) SELECT tenant_id, id, '一(一)', 1, '每人550元', 'Summary', app.uid(), now() FROM document WHERE tenant_id = app.tid();
        INSERT INTO document_mark (tenant_id, document_id, path, transcription, by_user, at) SELECT tenant_id, id, '一(一)', 'Checked', app.uid(), now() FROM document WHERE tenant_id = app.tid();
        UPDATE document_clause SET text = '每人560元' WHERE tenant_id = app.tid();
        INSERT INTO document_attachment (tenant_id, document_id, file_name, media_type, length, sha256, by_user, at)
        SELECT tenant_id, id, '甲.pdf', 'application/pdf', 3, encode(sha256('\x010203'), 'hex'), app.uid(), now() FROM document WHERE tenant_id = app.tid();
        INSERT INTO document_attachment_content (tenant_id, attachment_id, bytes) SELECT tenant_id, id, '\x010203' FROM document_attachment WHERE tenant_id = app.tid();
        """;

    public static readonly string[] Tables =
        ["document", "document_relation", "document_clause", "document_clause_past", "document_mark", "document_attachment", "document_attachment_content"];
}
