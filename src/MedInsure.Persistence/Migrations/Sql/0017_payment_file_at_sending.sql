-- The list is written by the transaction that sends the batch, and by no other: the clock of the program and that of the database need not agree.
CREATE OR REPLACE FUNCTION app.guard_payment_file() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM payment_batch b WHERE b.tenant_id = NEW.tenant_id AND b.id = NEW.batch_id AND b.state = 'Sent' AND b.sent_by = app.uid() AND b.xmin = pg_current_xact_id()::xid) THEN
    PERFORM app.refuse('MI002', '支付文件只能在送出时生成。');
  END IF;
  RETURN NEW;
END
$$;
