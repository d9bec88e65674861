namespace MedInsure.UseCases.Spreadsheets;

/// <summary>What is to be said about one cell of an uploaded sheet. The row is the one that the spreadsheet program shows; the sentence says what to do.</summary>
public sealed record RowMessage(int Row, string Column, string Sentence);
